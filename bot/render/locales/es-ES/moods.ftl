## Ambientes, como los llama todo el mundo

mood-happy = alegre
mood-sad = triste
mood-calm = tranquilo
mood-energetic = enérgico
mood-angry = furioso
mood-party = fiesta
mood-workout = deporte
mood-focus = concentración
mood-sleep = dormir
mood-romantic = romántico
mood-drive = conducir
mood-melancholy = melancólico
mood-acoustic = acústico
mood-dreamy = soñador
