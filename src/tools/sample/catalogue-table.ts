/**
 * Models sold in India, chosen and priced by us: not a record of any listing. A brand stands at the margin; a base
 * model under it as `name, first year-last year, weight`; a trim under that as `name, fuel gearbox cc lakh` (new price
 * in ₹ lakh at the level of 2024). `?` for cc: never listed anywhere; two sizes: listings disagree about it.
 */
export const CATALOGUE_TABLE = `
Maruti
  Alto 800, 2012-2022, 14
    LXI, petrol manual 796 3.54
    VXI, petrol manual 796 3.84
    LXI CNG, cng manual 796 4.49
  Alto K10, 2012-2024, 20
    LXI, petrol manual 998 4.22
    VXI, petrol manual 998 4.61
    VXI AMT, petrol automatic 998 5.12
    VXI PLUS MT, petrol manual 998 4.95
  S PRESSO, 2019-2024, 14
    LXI, petrol manual 998 4.62
    VXI, petrol manual 998 5.05
    VXI AMT, petrol automatic 998 5.61
    VXI CNG, cng manual 998 5.96
  Celerio, 2014-2024, 26
    LXI, petrol manual 998 5.08
    VXI, petrol manual 998 5.52
    VXI AMT, petrol automatic 998 6.05
    ZXI, petrol manual 998 5.94
    VXI CNG, cng manual 998 6.47
  Wagon R, 2012-2024, 44
    LXI 1.0, petrol manual 998 5.38
    VXI 1.0, petrol manual 998 5.83
    VXI 1.0 AMT, petrol automatic 998 6.37
    ZXI 1.2, petrol manual 1197 6.22
    ZXI 1.2 AMT, petrol automatic 1197 6.77
    LXI CNG 1.0, cng manual 998 6.31
  Ritz, 2010-2016, 8
    VXI, petrol manual 1197 5.21
    VDI, diesel manual 1248 6.35
  Swift, 2010-2024, 44
    LXI, petrol manual 1197 5.91
    VXI, petrol manual 1197 6.78
    VXI AMT, petrol automatic 1197 7.29
    ZXI, petrol manual 1197 7.54
    ZXI PLUS, petrol manual 1197 8.21
    VDI, diesel manual 1248 7.63
    VXI CNG, cng manual 1197 7.84
  Swift Dzire, 2010-2017, 20
    VXI, petrol manual 1197 7.44
    ZXI, petrol manual 1197 8.13
    VDI, diesel manual 1248 7.81
  Dzire, 2017-2024, 26
    LXI, petrol manual 1197 6.48
    VXI, petrol manual 1197 7.44
    ZXI, petrol manual 1197 8.13
    ZXI PLUS AMT, petrol automatic 1197 9.24
    VXI CNG, cng manual 1197 8.36
  Baleno, 2015-2024, 64
    SIGMA PETROL, petrol manual 1197 6.61
    DELTA PETROL, petrol manual 1197 7.46
    DELTA CVT, petrol automatic 1197 8.12
    ZETA PETROL, petrol manual 1197 8.39
    ZETA AMT, petrol automatic 1197 8.86
    ALPHA PETROL, petrol manual 1197 9.31
    ALPHA CVT, petrol automatic 1197 9.78
    DELTA DIESEL, diesel manual 1248 8.42
  IGNIS, 2017-2024, 20
    DELTA, petrol manual 1197 6.34
    DELTA AMT, petrol automatic 1197 6.87
    ZETA, petrol manual 1197 6.96
    ALPHA AMT, petrol automatic 1197 8.08
  Ciaz, 2014-2024, 22
    DELTA 1.5 MT, petrol manual 1462 9.72
    ZETA 1.5, petrol manual 1462 10.38
    ALPHA 1.4 PETROL, petrol manual 1373 10.85
    ALPHA AT 1.5, petrol automatic 1462 12.21
    ZETA DIESEL, diesel manual 1248 11.04
  Ertiga, 2012-2024, 18
    VXI, petrol manual 1462 9.79
    ZXI AT, petrol automatic 1462 12.26
    VDI, diesel manual 1248 10.63
    VXI CNG, cng manual 1462 10.74
  Vitara Brezza, 2016-2022, 14
    VDI, diesel manual 1248 9.12
    ZDI AMT, diesel automatic 1248 10.94
    ZXI, petrol manual 1462 9.86
    ZXI AT SHVS, petrol automatic 1462 11.53
  BREZZA, 2022-2024, 8
    VXI, petrol manual 1462 9.64
    ZXI SMART HYBRID, petrol manual 1462 11.08
    ZXI AT SMART HYBRID, petrol automatic 1462 12.47
  XL6, 2019-2024, 8
    ZETA, petrol manual 1462 11.56
    ALPHA AT, petrol automatic 1462 13.94
  S Cross, 2015-2022, 5
    ZETA, petrol manual 1462 10.12
    DELTA DIESEL, diesel manual 1248 10.06
    ALPHA DIESEL, diesel manual ? 11.94
  Eeco, 2012-2024, 4
    5 STR, petrol manual 1197 5.24
    5 STR CNG, cng manual 1197 6.49
  Grand Vitara, 2022-2024, 4
    SIGMA, petrol manual 1462 10.81
    ALPHA AT, petrol automatic 1462 15.31
Hyundai
  Eon, 2011-2019, 9
    ERA, petrol manual 814 4.04
    MAGNA, petrol manual 814 4.42
  i10, 2010-2017, 18
    ERA 1.1, petrol manual 1086 4.61
    MAGNA 1.2, petrol manual 1197 5.12
    SPORTZ 1.2 AT, petrol automatic 1197 6.02
  Grand i10, 2013-2021, 52
    MAGNA 1.2, petrol manual 1197 5.94
    SPORTZ 1.2, petrol manual 1197 6.41
    ASTA 1.2, petrol manual 1197 6.93
    SPORTZ AT 1.2, petrol automatic 1197 7.18
    SPORTZ 1.1 CRDI, diesel manual 1120 7.32
  GRAND I10 NIOS, 2019-2024, 18
    MAGNA, petrol manual 1197 6.71
    SPORTZ, petrol manual 1197 7.28
    SPORTZ AMT, petrol automatic 1197 7.92
    MAGNA CNG, cng manual 1197 7.68
  NEW SANTRO, 2018-2022, 18
    ERA MT, petrol manual 1086 4.89
    MAGNA MT, petrol manual 1086 5.44
    SPORTZ MT, petrol manual 1086 5.87
    SPORTZ AMT, petrol automatic 1086 6.41
    ASTA CNG, cng manual ? 6.79
  Xcent, 2014-2020, 12
    S 1.2, petrol manual 1197 6.62
    SX 1.2, petrol manual 1197 7.24
    S 1.1 CRDI, diesel manual 1120 7.71
  AURA, 2020-2024, 8
    S 1.2, petrol manual 1197 7.33
    SX 1.2, petrol manual 1197 8.09
    SX 1.2 CNG, cng manual 1197 9.05
  Elite i20, 2014-2020, 36
    MAGNA 1.2, petrol manual 1197 6.84
    SPORTZ 1.2, petrol manual 1197 7.52
    ASTA 1.2, petrol manual 1197 8.48
    ASTA 1.2 CVT, petrol automatic 1197 9.31
    SPORTZ 1.4 CRDI, diesel manual 1396 8.91
  NEW I20, 2020-2024, 16
    MAGNA 1.2 MT, petrol manual 1197 7.69
    SPORTZ 1.2 MT, petrol manual 1197 8.42
    SPORTZ 1.0 TURBO IMT, petrol manual 998 9.56
    ASTA 1.0 TURBO DCT, petrol automatic 998 11.21
  i20 Active, 2015-2020, 6
    1.2 SX, petrol manual 1197 8.11
    1.4 SX CRDI, diesel manual 1396 9.34
  VENUE, 2019-2024, 26
    E 1.2, petrol manual 1197 7.94
    S 1.2, petrol manual 1197 9.11
    SX 1.0 TURBO IMT, petrol manual 998 11.04
    SX PLUS 1.0 TURBO DCT, petrol automatic 998 12.36
    SX 1.5 CRDI, diesel manual 1493 12.37
  Verna, 2011-2023, 24
    1.6 VTVT SX, petrol manual 1591 10.72
    1.6 CRDI SX, diesel manual 1582 12.31
    SX IVT 1.5 PETROL, petrol automatic 1497 13.24
    1.4 VTVT E, petrol manual ? 9.34
  Creta, 2015-2024, 46
    E PLUS 1.6 PETROL, petrol manual 1591 10.38
    SX 1.6 PETROL, petrol manual 1591 12.94
    SX PLUS AT 1.6 PETROL, petrol automatic 1591 14.61
    SX 1.5 DIESEL, diesel manual 1493 15.02
    SX AT 1.6 DIESEL, diesel automatic 1582 15.87
    SX IVT 1.5 PETROL, petrol automatic 1497/1498 15.72
  ALCAZAR, 2021-2024, 4
    PRESTIGE AT 2.0 PETROL, petrol automatic 1999 18.94
    SIGNATURE AT DIESEL, diesel automatic 1493 20.31
Honda
  Brio, 2011-2018, 12
    S MT, petrol manual 1198 5.21
    VX MT, petrol manual 1198 5.92
    VX AT, petrol automatic 1198 6.72
  Amaze, 2013-2024, 28
    1.2L E, petrol manual 1199 6.92
    1.2L S, petrol manual 1199 7.54
    1.2L VX, petrol manual 1199 8.46
    1.2L VX CVT, petrol automatic 1199 9.31
    1.5L S DIESEL, diesel manual 1498 9.02
  Jazz, 2015-2022, 20
    1.2L V, petrol manual 1199 8.21
    1.2L VX, petrol manual 1199 8.74
    1.2L ZX CVT, petrol automatic 1199 10.06
  WR-V, 2017-2022, 8
    1.2L VX MT, petrol manual 1199 9.51
    1.5L VX MT DIESEL, diesel manual 1498 11.04
  BR-V, 2016-2020, 4
    1.5L V, petrol manual 1497 10.64
    1.5L V CVT, petrol automatic 1497 11.92
    1.5L S DIESEL, diesel manual ? 11.45
  City, 2010-2024, 58
    1.5L S, petrol manual 1497 9.94
    1.5L V, petrol manual 1497 11.21
    1.5L VX, petrol manual 1497 12.34
    1.5L V CVT, petrol automatic 1497 12.61
    1.5L ZX CVT, petrol automatic 1497/1498 14.52
    1.5L V DIESEL, diesel manual 1498 12.96
  Civic, 2010-2021, 2
    1.8L V AT, petrol automatic 1799 19.21
Tata
  Tiago, 2016-2024, 26
    XE PETROL, petrol manual 1199 5.52
    XT PETROL, petrol manual 1199 6.11
    XZ PETROL, petrol manual 1199 6.72
    XZA PETROL, petrol automatic 1199 7.24
    XZ PLUS CNG, cng manual 1199 7.92
  TIGOR, 2017-2024, 14
    XM PETROL, petrol manual 1199 6.58
    XZ PETROL, petrol manual 1199 7.31
    XZ PLUS AMT, petrol automatic 1199 8.04
    XZ CNG, cng manual 1199 8.29
  ALTROZ, 2020-2024, 12
    XE PETROL, petrol manual 1199 6.79
    XZ PLUS DIESEL, diesel manual 1497 10.24
    XZA PLUS DCT, petrol automatic 1199 10.02
  PUNCH, 2021-2024, 10
    PURE MT, petrol manual 1199 6.21
    ADVENTURE AMT, petrol automatic 1199 7.68
    CREATIVE, petrol manual 1199 8.73
    CREATIVE AMT DUAL TONE, petrol automatic 1199 9.46
  NEXON, 2017-2024, 42
    XM PETROL, petrol manual 1199 8.91
    XZ PLUS PETROL, petrol manual 1199 10.62
    XZA PLUS PETROL, petrol automatic 1199 11.31
    XZ PLUS DIESEL, diesel manual 1497 11.84
    XMA DIESEL, diesel automatic 1497 11.12
  Harrier, 2019-2024, 6
    XT 2.0L, diesel manual 1956 17.02
    XZA PLUS 2.0L, diesel automatic 1956 22.04
  Safari, 2021-2024, 5
    XZ PLUS, diesel manual 1956 21.46
    XZA PLUS, diesel automatic 1956 22.97
  NEXON EV, 2020-2024, 3
    XZ PLUS, electric automatic 0 15.94
    EMPOWERED LR, electric automatic 0 18.79
  TIAGO EV, 2022-2024, 2
    XT LR, electric automatic 0 9.94
Renault
  Kwid, 2015-2024, 48
    RXL, petrol manual 799 4.42
    RXT 0.8, petrol manual 799 4.71
    RXT 1.0, petrol manual 999 5.04
    CLIMBER 1.0, petrol manual 999 5.52
    CLIMBER 1.0 AMT, petrol automatic 999 5.94
  TRIBER, 2019-2024, 20
    RXL MT, petrol manual 999 6.44
    RXT AMT, petrol automatic 999 7.52
    RXZ MT, petrol manual 999 7.78
  Kiger, 2021-2024, 5
    RXL MT, petrol manual 999 6.73
    RXZ TURBO CVT, petrol automatic 999 10.44
  Duster, 2012-2022, 14
    85 PS RXL DIESEL, diesel manual 1461 11.02
    110 PS RXZ AMT DIESEL, diesel automatic 1461 13.46
    RXS CVT, petrol automatic 1498 11.64
    RXL PETROL, petrol manual ? 10.21
KIA
  SONET, 2020-2024, 18
    HTE 1.2, petrol manual 1197 7.92
    HTK PLUS 1.2, petrol manual 1197 9.64
    HTX 1.0 IMT, petrol manual 998 11.21
    GTX PLUS 1.0 DCT, petrol automatic 998 13.54
    HTX 1.5 DIESEL, diesel manual 1493 12.04
  SELTOS, 2019-2024, 20
    HTE 1.5 PETROL, petrol manual 1497 10.89
    HTX IVT 1.5 PETROL, petrol automatic 1497 15.54
    HTK PLUS 1.5 DIESEL, diesel manual 1493 14.31
    GTX PLUS 1.4 DCT, petrol automatic 1353 18.02
  CARENS, 2022-2024, 6
    PREMIUM 1.5 PETROL, petrol manual 1497 10.54
    LUXURY PLUS 1.5 DIESEL AT, diesel automatic 1493 18.92
Mahindra
  Kuv100, 2016-2022, 4
    K4 6 STR, petrol manual 1198 6.34
    K8 6 STR DIESEL, diesel manual 1198 7.84
  XUV300, 2019-2024, 18
    W4 1.2 PETROL, petrol manual 1197 8.42
    W6 1.2 PETROL AMT, petrol automatic 1197 10.71
    W8 1.5 DIESEL, diesel manual 1497 13.04
  XUV500, 2011-2021, 14
    W6, diesel manual 2179 13.92
    W7 AT, diesel automatic 2179 16.21
    W10, diesel manual 2179 17.94
  XUV700, 2021-2024, 8
    MX P MT, petrol manual 1999 13.99
    AX 5 P AT, petrol automatic 1999 18.54
    AX 7 D AT, diesel automatic 2198 23.14
  Thar, 2018-2024, 12
    AX OPT P MT, petrol manual 1997 14.04
    LX P AT, petrol automatic 1997 16.22
    LX D MT, diesel manual 2184 15.76
  Scorpio, 2014-2022, 4
    S5, diesel manual 2179 14.31
    S11, diesel manual 2179 18.24
  Bolero, 2011-2024, 3
    B4, diesel manual 1493 9.81
    B6, diesel manual 1493 10.84
Ford
  Figo, 2012-2021, 8
    TREND 1.2, petrol manual 1194 6.12
    TITANIUM 1.5 DIESEL, diesel manual 1498 8.04
  FREESTYLE, 2018-2021, 5
    TREND 1.2 PETROL, petrol manual 1194 7.44
    TITANIUM PLUS 1.2 PETROL, petrol manual 1194 8.36
  Ecosport, 2013-2021, 24
    AMBIENTE 1.5L PETROL, petrol manual 1497 8.64
    TITANIUM 1.5L PETROL, petrol manual 1497 10.21
    TITANIUM 1.5L PETROL AT, petrol automatic 1496/1497 11.34
    TITANIUM 1.5L DIESEL, diesel manual 1498 10.94
Volkswagen
  Polo, 2011-2022, 16
    TRENDLINE 1.0, petrol manual 999 6.62
    COMFORTLINE 1.2, petrol manual 1198 7.54
    GT TSI AT, petrol automatic 1197 10.21
    HIGHLINE 1.5 TDI, diesel manual 1498 9.84
  Ameo, 2016-2020, 6
    COMFORTLINE 1.0, petrol manual 999 7.11
    HIGHLINE 1.5 DIESEL, diesel manual 1498 9.62
  Vento, 2011-2022, 8
    HIGHLINE 1.6, petrol manual 1598 10.04
    HIGHLINE PLUS AT, petrol automatic 1197 13.02
  TAIGUN, 2021-2024, 4
    HIGHLINE 1.0 MT, petrol manual 999 13.46
    TOPLINE 1.0 AT, petrol automatic 999 16.84
  VIRTUS, 2022-2024, 3
    COMFORTLINE 1.0 MT, petrol manual 999 11.54
    HIGHLINE 1.0 AT, petrol automatic 999 14.86
Nissan
  Micra, 2012-2019, 7
    XL PETROL, petrol manual 1198 6.61
    XV CVT, petrol automatic 1198 7.74
  Terrano, 2013-2020, 2
    XL, petrol manual 1598 10.12
    XV DIESEL, diesel manual 1461 12.21
  MAGNITE, 2020-2024, 16
    XE, petrol manual 999 6.02
    XL, petrol manual 999 7.04
    XV TURBO, petrol manual 999 8.46
    XV TURBO CVT, petrol automatic 999 9.84
MG
  ASTOR, 2021-2024, 4
    SMART 1.5 MT, petrol manual 1498 12.84
    SHARP 1.5 CVT, petrol automatic 1498 15.63
  HECTOR, 2019-2024, 14
    STYLE 1.5 PETROL, petrol manual 1451 13.94
    SHARP 1.5 PETROL CVT, petrol automatic 1451 19.21
    SMART 2.0 DIESEL, diesel manual 1956 17.94
  ZS EV, 2020-2024, 2
    EXCLUSIVE, electric automatic 0 22.94
Toyota
  Etios Liva, 2011-2019, 5
    G, petrol manual 1197 6.02
    VD, diesel manual 1364 7.84
  Etios, 2011-2019, 5
    G, petrol manual 1496 7.41
    VX, petrol manual 1496 8.34
  Glanza, 2019-2024, 12
    E, petrol manual 1197 6.81
    G, petrol manual 1197 8.46
    V CVT, petrol automatic 1197 9.64
  YARIS, 2018-2021, 3
    G MT, petrol manual 1496 10.94
    VX CVT, petrol automatic 1496 14.04
  Innova Crysta, 2016-2024, 4
    GX MT DIESEL, diesel manual 2393 19.94
    ZX AT DIESEL, diesel automatic 2393 25.04
Datsun
  Redi Go, 2016-2022, 16
    S, petrol manual 799 4.12
    T 1.0, petrol manual 999 4.54
    S 1.0 AMT, petrol automatic 999 4.92
  Go, 2014-2022, 5
    A, petrol manual 1198 4.62
    T CVT, petrol automatic 1198 6.31
  Go Plus, 2015-2022, 4
    A, petrol manual 1198 5.11
    T, petrol manual 1198 5.74
Skoda
  Rapid, 2011-2022, 16
    AMBITION 1.6 MT, petrol manual 1598 9.94
    STYLE 1.6 AT, petrol automatic 1598 12.02
    AMBITION 1.5 TDI, diesel manual 1498 11.64
    STYLE 1.0 TSI, petrol manual 999 11.21
  KUSHAQ, 2021-2024, 6
    AMBITION 1.0L MT, petrol manual 999 12.94
    STYLE 1.0L AT, petrol automatic 999 16.41
  SLAVIA, 2022-2024, 3
    ACTIVE 1.0L MT, petrol manual 999 11.34
    STYLE 1.0L AT, petrol automatic 999 16.04
Jeep
  Compass, 2017-2024, 8
    SPORT 1.4 PETROL, petrol manual 1368 18.54
    LONGITUDE 2.0 DIESEL, diesel manual 1956 21.04
    LIMITED AT PETROL, petrol automatic 1368 24.64
`
