namespace AssistantBot.BotFramework.Authentication;

/// <summary>The constants of one Azure cloud.</summary>
internal sealed record BotCloud(string Issuer, string MetadataUrl, string LoginUrl, string Scope, string CallerId)
{
    public static BotCloud Public { get; } = new(
        "https://api.botframework.com",
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "https://login.microsoftonline.com",
        "https://api.botframework.com/.default",
        "urn:botframework:azure");

    public static BotCloud UsGovernment { get; } = new(
        "https://api.botframework.us",
        "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        "https://login.microsoftonline.us",
        "https://api.botframework.us/.default",
        "urn:botframework:azureusgov");

    public static BotCloud China { get; } = new(
        "https://api.botframework.azure.cn",
        "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
        "https://login.partner.microsoftonline.cn",
        "https://api.botframework.azure.cn/.default",
        "urn:botframework:azure");

    public static BotCloud For(string? channelService) => channelService?.Trim().TrimEnd('/').ToUpperInvariant() switch
    {
        "HTTPS://BOTFRAMEWORK.AZURE.US" => UsGovernment,
        "HTTPS://BOTFRAMEWORK.AZURE.CN" => China,
        _ => Public,
    };
}
