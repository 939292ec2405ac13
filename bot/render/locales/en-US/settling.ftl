## A server's settings

language-name = English
settings-title = ### What holds for this server
settings-language = **Language** of posts and of answers for everybody: { $language ->
        [server] as this server is set at Discord
       *[other] { $language }
    }
settings-explicit = **Explicit songs**: { $clean ->
        [yes] left out, as far as the catalogue knows of them; songs it does not hold come only where they are known not to be
       *[no] may come
    }
settings-adventure = **How far lists go** unless members say: { $level }
settings-channels = **Commands** are taken { $count ->
        [0] in every channel
       *[other] in { $channels }
    }
