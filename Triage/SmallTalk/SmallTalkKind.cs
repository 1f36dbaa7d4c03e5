namespace AssistantBot.Triage.SmallTalk;

/// <summary>Ordinary talk that needs neither knowledge nor a person.</summary>
public enum SmallTalkKind
{
    /// <summary>Not ordinary talk.</summary>
    None,

    /// <summary>"Bonjour", "hello".</summary>
    Greeting,

    /// <summary>"Merci", "thanks a lot".</summary>
    Thanks,

    /// <summary>"Au revoir", "bye".</summary>
    Goodbye,

    /// <summary>"Qui es-tu ?", "are you human?".</summary>
    WhoAreYou,

    /// <summary>"Aide", "help", "que sais-tu faire ?".</summary>
    Help,

    /// <summary>"Annuler", "cancel", "laissez tomber".</summary>
    Cancel,

    /// <summary>An insult at the bot without a complaint in it.</summary>
    Insult,

    /// <summary>"J'ai une question": the rest is still to come.</summary>
    Fragment,

    /// <summary>"Ok", "d'accord", an emoji: nothing to answer.</summary>
    Acknowledgement,
}
