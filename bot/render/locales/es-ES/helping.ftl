## La página de /help

help-title =
    ### Qué sé hacer
    Aprendo lo que te gusta y encuentro canciones que no has escuchado. Empieza con cinco canciones que te encanten o vincula Spotify.
help-begin = **Empezar**
help-listen = **Escuchar**
help-together = **Juntos, en este servidor**
help-server = **Para quienes administran este servidor**
help-yours = **Tú y tus datos**
help-other = **Más**
help-footer = -# Haz clic derecho en un mensaje con un enlace de Spotify (o mantenlo pulsado) y elige *Aplicaciones* para canciones parecidas, o en un miembro para comparar o mezclar. Las respuestas solo las ves tú si no dices otra cosa.
