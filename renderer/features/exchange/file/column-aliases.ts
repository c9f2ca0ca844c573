import type { ImportKey } from './file-language.ts'

/** Names from a text with a blank between two of them. */
function names(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((each) => each !== ''))
}

/**
 * Other names of the columns in files that people and other programs make: lower case, letters and digits only, accents
 * folded. English, then German, Spanish and French. A name of two columns is read as the first of them that is free.
 */
export const ALIASES: Readonly<Partial<Record<ImportKey, ReadonlySet<string>>>> = {
  workflowId: names('id uid workflowid'),
  reference: names(`
    ref job jobnumber jobno ordernumber orderno trip load loadnumber auftragsnummer auftragsnr tour
    tournummer tournr fahrt ladung sendung pedido numerodepedido viaje carga servicio commande
    numerodecommande mission tournee voyage chargement route routename routeid routenumber routeno
    routeref tripid tripnumber tripname tripno runid runnumber run shipment shipmentid shipmentnumber
    loadid jobid orderid ordername dispatch dispatchid dispatchnumber workorder ponumber manifest
    manifestnumber loadref externalid referencenumber refno refnr refnumber tourname tourid
    tourbezeichnung routenname routennummer routenr fahrtnr fahrtnummer sendungsnummer ladungsnummer
    einsatz dispositionsnummer ruta nombrederuta numeroderuta idderuta viajeid numerodeviaje
    numerodecarga hojaderuta itineraire nomdelitineraire nomdelatournee numerodetournee idtournee trajet
    numerodevoyage numerodechargement feuillederoute`),
  connection: names(
    'fleet tsp connectionid flotte anbindung flota liaison fleetname verbindungsid conexionid',
  ),
  driver: names(`
    driverid drivername chauffeur fahrername fahrerid fahrernummer fahrernr chofer operador
    nombredelconductor iddelconductor nomduconducteur idduconducteur assigneddriver
    assigneddriverusername driverusername assigneddrivername driveremail drivernumber driverno
    drivercode operator operatorname employee worker assignee assignedto courier rider chauffeurname
    fahrernamen zugewiesenerfahrer personalnummer mitarbeiter conductorasignado nombreconductor
    repartidor motorista chauffeurassigne nomchauffeur conducteurassigne livreur`),
  vehicle: names(`
    vehicleid truck unit truckid lkw fahrzeugid fahrzeugnummer zugmaschine camion tractor unidad
    iddelvehiculo tracteur idduvehicule vehiclename assignedvehicle assignedvehiclename vehiclenumber
    vehicleno unitnumber unitno trucknumber truckno tractorid tractornumber asset assetname van plate
    licenseplate licenceplate registration kennzeichen fahrzeugkennzeichen fahrzeugnr fahrzeugname lkwnr
    wagen wagennummer zugeordnetesfahrzeug matricula placa patente nombredelvehiculo vehiculoasignado
    furgoneta immatriculation plaque nomduvehicule vehiculeassigne camionnette`),
  territory: names(`
    region area bereich secteur territoryname district division depot branch niederlassung sucursal
    agence`),
  status: names(
    'state workflowstatus zustand estatus etat routestatus tripstatus jobstatus estadodelservicio',
  ),
  start: names(`
    starttime startsat startedat begin departure startzeit abfahrt comienzo horadeinicio salida
    heurededebut scheduledstart scheduledstarttime plannedstart plannedstarttime routestart
    routestarttime routescheduledstart tripstart startdatetime startdateandtime begintime departuretime
    startat shiftstart beginnzeit geplanterbeginn geplanterstart tourstart startzeitpunkt schichtbeginn
    iniciodelaruta horainicio horadesalida fechayhoradeinicio inicioprogramado heuredepart heurededepart
    debutprevu datetimedebut dateetheurededebut`),
  end: names(`
    endtime endsat endedat finish endzeit schluss final termino horadefin heuredefin finishtime
    scheduledend scheduledendtime plannedend plannedendtime routeend routeendtime tripend enddatetime
    enddateandtime shiftend geplantesende tourende schichtende endzeitpunkt horafin horadellegadafinal
    fechayhoradefin finprogramado finprevue heurefin dateetheuredefin`),
  totalDistance: names(`
    distance strecke entfernung distanz distancia mileage miles kilometers kilometres km routedistance
    totalmiles totalkm plannedmiles kilometer gesamtkm gesamtdistanz tourlange kilometros kmtotales
    distanciatotalkm kilometrage kmtotal`),
  distanceUnit: names(`
    totaldistanceunit unitofdistance units unit uom einheit einheitderstrecke unidad unidades unite
    unites`),
  isDistanceEstimated: names('estimated geschatzt estimada esestimada estimee'),
  instructions: names(`
    notes note comment comments hinweis hinweise bemerkung bemerkungen notiz notizen kommentar nota
    notas comentario comentarios observaciones remarque remarques commentaire commentaires observations
    instruction routenotes routenote drivernotes dispatchnotes remarks memo description tourhinweise
    fahrerhinweise notasdelaruta notasdelconductor notesdelatournee notespourlechauffeur`),
  stopId: names('sourcestopid idparada idarret stopexternalid waypointid'),
  stopType: names('type art stopptyp typ tipo stopkind tasktype ordertype'),
  locationName: names(`
    location stop stopname site customer ort stopp halt standort kunde ladestelle lugar parada cliente
    ubicacion lieu arret client locationname stoplocation placename sitename customername recipient
    recipientname company companyname consignee destination facility facilityname waypoint alias
    accountname haltname haltestelle stoppname stationname station empfanger kundenname firma ziel
    adressat nombredelaparada nombreparada nombredelcliente destino destinatario empresa nomdelarret
    nomdelaparada nomduclient destinataire entreprise etape`),
  activities: names('activity tatigkeit aktivitat aktivitaten actividad activite tasks task'),
  latitude: names(
    'lat breite geografischebreite stoplat stoplatitude latitud ycoord gpslat geolat breitengraddezimal',
  ),
  longitude: names(`
    lon lng long lange geografischelange stoplon stoplng stoplong stoplongitude xcoord gpslon gpslng
    geolon geolng`),
  scheduledArrival: names(`
    arrival eta arrive ankunft planankunft llegada llegadaprogramada arrivee arrivaltime stoparrivaltime
    scheduledarrivaltime plannedarrival plannedarrivaltime arriveby arriveat arrivalat etatime
    targetarrival appointment appointmenttime ankunftszeit ankunftgeplant geplanteankunftszeit
    sollankunft horadellegada horallegada llegadaplanificada heuredarrivee heurearrivee arriveeplanifiee`),
  scheduledDeparture: names(`
    etd depart leave planabfahrt salidaprogramada stopdeparturetime stopdeparture scheduleddeparturetime
    planneddeparture planneddeparturetime departby departat leaveby abfahrtszeit abfahrtgeplant
    sollabfahrt geplanteabfahrtszeit horadesalidaparada salidaplanificada heurededepartarret
    departplanifie`),
  actualArrival: names('ata istankunft llegadaefectiva arriveeeffective actualarrivaltime arrivedat'),
  actualDeparture: names(
    'atd istabfahrt salidaefectiva departeffectif actualdeparturetime departedat leftat',
  ),
  stopInstructions: names(`
    stopnotes stopnote stopphinweise notasdelaparada remarquesdelarret stopinstruction stopcomment
    stopcomments deliverynotes taskdetails specialinstructions haltnotiz haltnotizen haltehinweise
    lieferhinweis lieferhinweise zustellhinweise notasdeparada notasdeentrega notesdelarret
    notesdelivraison consignedelarret`),
  city: names('town gemeinde municipio poblacion commune stadtort localidad ville'),
  province: names('county provinz provincestate'),
  countryCode: names('country land pais pays countrycode landercode'),
  h3Index11: names('h3 h3index11'),
  day: names(`
    date day datum tag fecha dia jour servicedate routedate tripdate deliverydate dispatchdate plandate
    planneddate scheduleddate shipdate workdate jobdate dateofservice lieferdatum tourdatum fahrtdatum
    einsatztag einsatzdatum liefertag plandatum fechadeentrega fechaderuta fechadeservicio fechaprevista
    datedelivraison datedetournee dateprevue dateduservice`),
  startDay: names(`
    startdate begindate datestart startdatum beginndatum datumbeginn fechadeinicio fechainicio
    datededebut datedebut departuredate`),
  endDay: names(
    'enddate finishdate dateend enddatum endedatum datumende fechadefin fechafin datedefin datefin',
  ),
  arrivalDay: names(`
    arrivaldate stoparrivaldate scheduledarrivaldate ankunftsdatum fechadellegada fechallegada
    datedarrivee datearrivee stopdate`),
  departureDay: names(
    'stopdeparturedate scheduleddeparturedate abfahrtsdatum fechadesalida datededepart datedepart',
  ),
  stopOrder: names(`
    stoporder sequence seq sequencenumber seqno seqnr stopsequence stopseq stopnumber stopno stopnr
    stopindex stopposition visitorder deliveryorder routeorder routesequence position pos reihenfolge
    haltnummer haltnr stoppnr lieferreihenfolge laufendenummer lfdnr secuencia ordendeparada
    numerodeparada ordenparada ordendevisita ordredesarrets ordrearret numerodarret sequencearret
    ordredepassage rang etapeno waypointnumber waypointno`),
  coordinates: names(`
    coordinates coordinate coords coord latlng latlon latlong latitudelongitude gps gpscoordinates
    gpslocation geo geolocation geopoint koordinaten gpskoordinaten koordinate geokoordinaten
    coordenadas coordenadasgps ubicaciongps coordonnees coordonneesgps latituteetlongitude latlngs point
    wkt lnglat lonlat longitudelatitude`),
  address: names(`
    address fulladdress streetaddress stopaddress deliveryaddress locationaddress addressline
    addressline1 address1 street adresse anschrift lieferadresse strasse straße vollstandigeadresse
    strassehausnummer direccion direccioncompleta domicilio direcciondeentrega calle adressecomplete
    adressedelivraison rue addresse`),
  zone: names(`
    timezone tz timezoneid ianazone zeitzone husohorario zonahoraria fuseauhoraire fuseau utcoffset
    gmtoffset offset`),
}

/** Names that say little, read after all others: each as the first column that is still free. */
export const WEAK_ALIASES: Readonly<Partial<Record<ImportKey, ReadonlySet<string>>>> = {
  reference: names('order orden ordre auftrag number nummer numero no nr'),
  locationName: names('name nombre nom bezeichnung'),
  territory: names('zone zona'),
  stopOrder: names('order orden ordre number nummer numero no nr'),
  start: names('time zeit uhrzeit hora heure'),
  scheduledArrival: names('time zeit uhrzeit hora heure'),
}
