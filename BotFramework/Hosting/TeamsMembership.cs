using System.Collections.Concurrent;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Connector;
using AssistantBot.BotFramework.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>
/// Asks Teams whether a sender in the home tenant is a member or a guest: activities do not say, and guests write from within the home
/// tenant. Answers are kept an hour. Whoever cannot be confirmed is treated as a guest. <c>Tenants:VerifyMembers=false</c> turns it off.
/// </summary>
internal sealed partial class TeamsMembership(
    IConnectorClient connector, IOptions<BotCredentialOptions> credentials, IConfiguration configuration, TimeProvider time, ILogger<TeamsMembership> logger)
{
    private const int MaxEntries = 50_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan KeepAnswer = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeepFailure = TimeSpan.FromSeconds(30);

    private readonly bool _isOff = string.Equals(configuration["Tenants:VerifyMembers"], "false", StringComparison.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Entry> _known = new(StringComparer.Ordinal);

    /// <summary>True when the sender is a member of the home tenant.</summary>
    public async ValueTask<bool> ConfirmAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (_isOff)
            return true;
        if (activity is not { From.Id: { Length: > 0 } person, Conversation.Id: { Length: > 0 } conversation, ServiceUrl: { Length: > 0 } serviceUrl })
            return false;
        if (_known.TryGetValue(person, out var known) && time.GetElapsedTime(known.At) < known.Keep)
            return known.IsMember;
        var entry = await AskAsync(serviceUrl, conversation.Split(";messageid=", 2)[0], person, cancellationToken).ConfigureAwait(false);
        if (_known.Count >= MaxEntries)
            _known.Clear();
        _known[person] = entry;
        return entry.IsMember;
    }

    private async Task<Entry> AskAsync(string serviceUrl, string conversation, string person, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var member = await connector.GetMemberAsync(serviceUrl, conversation, person, linked.Token).ConfigureAwait(false);
            return new(IsMember(member), time.GetTimestamp(), KeepAnswer);
        }
        catch (Exception failure) when (failure is ConnectorException or BotTokenException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogUnconfirmed(failure.Message);
            return new(false, time.GetTimestamp(), KeepFailure);
        }
    }

    private bool IsMember(ChannelAccount? member) =>
        member is not null
        && !ChannelIdentity.IsGuest(member)
        && (string.IsNullOrEmpty(member.TenantId) || string.Equals(member.TenantId, credentials.Value.MemberTenant, StringComparison.OrdinalIgnoreCase));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sender could not be confirmed as a member and is treated as a guest: {Reason}")]
    private partial void LogUnconfirmed(string reason);

    private readonly record struct Entry(bool IsMember, long At, TimeSpan Keep);
}
