namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Names of dialog events.</summary>
public static class DialogEvents
{
    /// <summary>A dialog begins.</summary>
    public const string BeginDialog = "beginDialog";

    /// <summary>The question is to be asked again; also an event a parent bot sends.</summary>
    public const string RepromptDialog = "repromptDialog";

    /// <summary>The dialog is cancelled.</summary>
    public const string CancelDialog = "cancelDialog";

    /// <summary>An activity came in.</summary>
    public const string ActivityReceived = "activityReceived";

    /// <summary>The dialog's code has changed since its state was written.</summary>
    public const string VersionChanged = "versionChanged";

    /// <summary>A dialog threw; the value is the exception.</summary>
    public const string Error = "error";

    /// <summary>Anything a bot defines.</summary>
    public const string Custom = "custom";
}
