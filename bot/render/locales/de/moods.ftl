## Stimmungen, wie alle sie nennen

mood-happy = fröhlich
mood-sad = traurig
mood-calm = ruhig
mood-energetic = energiegeladen
mood-angry = wütend
mood-party = Party
mood-workout = Sport
mood-focus = Konzentration
mood-sleep = Schlaf
mood-romantic = romantisch
mood-drive = Autofahrt
mood-melancholy = melancholisch
mood-acoustic = akustisch
mood-dreamy = verträumt
