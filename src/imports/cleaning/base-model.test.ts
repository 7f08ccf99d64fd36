import { expect, test } from 'bun:test'
import { india } from '../../packs/india/index.ts'
import { none } from '../../packs/none.ts'
import { splitModel } from './base-model.ts'

test.each([
  ['Maruti', 'Dzire ZXI Plus', 'Dzire', 'ZXI PLUS'],
  ['Maruti', 'Dzire ZXI PLUS', 'Dzire', 'ZXI PLUS'],
  ['MARUTI', 'Swift Dzire VXI (O)', 'Dzire', 'VXI (O)'],
  ['Maruti Suzuki', 'Swift VXI+', 'Swift', 'VXI PLUS'],
  ['Maruti', 'New Wagon-R VXI 1.2', 'Wagon R', 'VXI 1.2'],
  ['Maruti', 'Wagon R 1.0 VXI+ (O) MT', 'Wagon R', '1.0 VXI PLUS (O) MT'],
  ['Maruti', 'Alto 800 LXI', 'Alto 800', 'LXI'],
  ['Maruti', 'Alto LXI', 'Alto', 'LXI'],
  ['Maruti', 'Celerio X ZXI AMT', 'Celerio X', 'ZXI AMT'],
  ['Maruti', 'S PRESSO VXI', 'S-Presso', 'VXI'],
  ['Hyundai', 'NEW I20  ASTA 1.2 MT', 'i20', 'ASTA 1.2 MT'],
  ['Hyundai', 'NEW SANTRO SPORTZ MT', 'Santro', 'SPORTZ MT'],
  ['Hyundai', 'Elite i20 ASTA 1.2', 'Elite i20', 'ASTA 1.2'],
  ['Hyundai', 'i20 Active 1.2 S', 'i20 Active', '1.2 S'],
  ['Hyundai', 'GRAND I10 NIOS SPORTZ', 'Grand i10 Nios', 'SPORTZ'],
  ['Hyundai', 'XCENT PRIME \tT+ CNG', 'Xcent', 'PRIME T PLUS CNG'],
  ['Hyundai', 'VENUE S(O) 1.2', 'Venue', 'S (O) 1.2'],
  ['Mahindra', 'Kuv100 K4 6 STR', 'KUV100', 'K4 6 STR'],
  ['Mahindra', 'KUV 100 NXT K2+ P 6 STR', 'KUV100', 'NXT K2 PLUS P 6 STR'],
  ['Tata', 'NEXON EV XM', 'Nexon EV', 'XM'],
  ['Tata', 'TIAGO NRG PETROL', 'Tiago NRG', 'PETROL'],
  ['Honda', 'WR-V 1.2L I-VTEC S MT', 'WR-V', '1.2L I-VTEC S MT'],
  ['Toyota', 'Etios Liva GD', 'Etios Liva', 'GD'],
  ['Volkswagen', 'Polo HIGHLINE1.2L', 'Polo', 'HIGHLINE 1.2L'],
  ['KIA', 'SELTOS HTX PLUS AT1.5 DIESEL', 'Seltos', 'HTX PLUS AT 1.5 DIESEL'],
  ['Datsun', 'GO+ T', 'GO Plus', 'T'],
  ['Tesla', 'Model 3 Long Range', 'Model 3', 'LONG RANGE'],
  ['BMW', '3 Series 320d', '3 Series', '320D'],
  ['Maruti', 'Unheard VXI', 'Unheard', 'VXI'],
])('%s %s is %s, %s', (brand, model, base_model, trim) => {
  expect(splitModel(brand, model.replace(/\s+/g, ' '), india)).toEqual({ base_model, trim })
})

test('without a catalogue the first word is the base model', () => {
  expect(splitModel('Peugeot', 'Partner Tepee', none)).toEqual({
    base_model: 'Partner',
    trim: 'TEPEE',
  })
  expect(splitModel('Hyundai', 'NEW SANTRO ERA', none).base_model).toBe('Santro')
  expect(splitModel('X', '', none)).toEqual({ base_model: '', trim: '' })
})
