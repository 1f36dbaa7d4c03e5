namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>What a phrase says about a yes-or-no question.</summary>
internal enum ConfirmMeaning
{
    /// <summary>Politeness and hesitation.</summary>
    Filler,

    /// <summary>Yes, in so many words.</summary>
    StrongYes,

    /// <summary>No, in so many words.</summary>
    StrongNo,

    /// <summary>Agreement, in a short answer.</summary>
    Yes,

    /// <summary>Refusal, in a short answer.</summary>
    No,

    /// <summary>Not now.</summary>
    Later,

    /// <summary>Does not know.</summary>
    Unsure,

    /// <summary>Takes back what came before.</summary>
    Correction,
}
