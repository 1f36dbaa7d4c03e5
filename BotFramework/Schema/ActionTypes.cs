namespace AssistantBot.BotFramework.Schema;

/// <summary>Types of <see cref="CardAction"/>.</summary>
public static class ActionTypes
{
    /// <summary>Open a page.</summary>
    public const string OpenUrl = "openUrl";

    /// <summary>Say the value, visibly.</summary>
    public const string ImBack = "imBack";

    /// <summary>Send the value, unseen.</summary>
    public const string PostBack = "postBack";

    /// <summary>Send text and value, show displayText.</summary>
    public const string MessageBack = "messageBack";

    /// <summary>Sign in.</summary>
    public const string Signin = "signin";

    /// <summary>Call a number.</summary>
    public const string Call = "call";

    /// <summary>Download a file.</summary>
    public const string DownloadFile = "downloadFile";

    /// <summary>Teams: an invoke.</summary>
    public const string Invoke = "invoke";
}
