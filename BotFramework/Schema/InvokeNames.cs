namespace AssistantBot.BotFramework.Schema;

/// <summary>Names of invokes the product answers.</summary>
public static class InvokeNames
{
    /// <summary>An <c>Action.Execute</c> button.</summary>
    public const string AdaptiveCardAction = "adaptiveCard/action";

    /// <summary>Feedback on a message.</summary>
    public const string MessageSubmitAction = "message/submitAction";

    /// <summary>Custom feedback form.</summary>
    public const string MessageFetchTask = "message/fetchTask";

    /// <summary>Magic code.</summary>
    public const string SigninVerifyState = "signin/verifyState";

    /// <summary>Single sign-on.</summary>
    public const string SigninTokenExchange = "signin/tokenExchange";

    /// <summary>Open a dialog.</summary>
    public const string TaskFetch = "task/fetch";

    /// <summary>Submit a dialog.</summary>
    public const string TaskSubmit = "task/submit";

    /// <summary>Message extension query.</summary>
    public const string ComposeExtensionQuery = "composeExtension/query";

    /// <summary>Accept or decline a file.</summary>
    public const string FileConsent = "fileConsent/invoke";
}
