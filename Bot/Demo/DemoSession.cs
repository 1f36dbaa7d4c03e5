using System.Security.Cryptography;
using AssistantBot.BotFramework.DirectLine;

namespace AssistantBot.Bot.Demo;

/// <summary>
/// One visitor's demonstration: its conversations are recognised by the account ids it gave out, so that the demonstration's desk
/// shows these and no others, and needs no key.
/// </summary>
/// <param name="Id">Random id of the demonstration.</param>
internal sealed record DemoSession(string Id)
{
    /// <summary>Name of the cookie that holds the id.</summary>
    public const string Cookie = "assistantbot-demo";

    private const int IdLength = 32;

    private string Prefix => $"{DirectLineTokens.UserIdPrefix}demo-{Id}-";

    /// <summary>A new demonstration.</summary>
    public static DemoSession Begin() => new(RandomNumberGenerator.GetHexString(IdLength, lowercase: true));

    /// <summary>The demonstration of a request, or null.</summary>
    public static DemoSession? Of(HttpRequest request) =>
        request.Cookies[Cookie] is { Length: IdLength } id && id.All(char.IsAsciiHexDigitLower) ? new DemoSession(id) : null;

    /// <summary>An account id for someone who takes part.</summary>
    public string NewUserId() => Prefix + RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>True when the account takes part in this demonstration.</summary>
    public bool Includes(string accountId) => accountId.StartsWith(Prefix, StringComparison.Ordinal);
}
