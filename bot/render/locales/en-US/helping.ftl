## The page of /help

help-title =
    ### What I can do
    I learn what you like and find songs you have not heard. Begin with five songs you love, or link Spotify.
help-begin = **Begin**
help-listen = **Listen**
help-together = **Together, in this server**
help-server = **For those who manage this server**
help-yours = **You and your data**
help-other = **More**
help-footer = -# Right-click a message with a Spotify link (or hold it) and choose *Apps* for similar songs, a member to compare or blend. Answers are for your eyes only unless you say otherwise.
