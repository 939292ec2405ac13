## Un sitio en la lista de usuarios de la aplicación de Spotify, y el fin de un vínculo

allow-list-button = Enviar mi correo de Spotify a quien administra
allow-list-title = Pedir un sitio
allow-list-label = Correo de tu cuenta de Spotify
allow-list-description = Sellado, solo para quien administra este bot, y borrado en cuanto se haya ocupado de él.
allow-list-placeholder = tu@example.org
allow-list-asked = Guardado para quien administra este bot. Tiene que ponerlo a mano en Spotify, y su lista tiene sitio para cinco; vuelve a usar `/link` cuando te avise. Se borra en cuanto se haya ocupado de él, como tarde a los 90 días.
link-ends = Tu vínculo con Spotify termina hacia el { DATETIME($day, dateStyle: "long") }: Spotify termina todos a los seis meses. Usa `/link` para renovarlo; conservo tus «me gusta» y tu modelo.
