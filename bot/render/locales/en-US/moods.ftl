## Moods, as everybody calls them

mood-happy = happy
mood-sad = sad
mood-calm = calm
mood-energetic = energetic
mood-angry = angry
mood-party = party
mood-workout = workout
mood-focus = focus
mood-sleep = sleep
mood-romantic = romantic
mood-drive = drive
mood-melancholy = melancholy
mood-acoustic = acoustic
mood-dreamy = dreamy
