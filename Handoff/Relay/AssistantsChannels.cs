using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Handoff.Requests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AssistantBot.Handoff.Relay;

/// <summary>Knows the assistants' channel: the one chosen in Teams, else the configured one.</summary>
public sealed class AssistantsChannels
{
    private const string Key = "handoff/assistants-channel";

    private readonly HandoffOptions _options;
    private readonly string? _appId;
    private readonly IStorage? _storage;

    /// <summary>Creates the directory.</summary>
    /// <param name="options">Section <c>Handoff</c>.</param>
    /// <param name="configuration">For <c>MicrosoftAppId</c>, the bot's own account in Teams.</param>
    /// <param name="storage">Used by turns that bring no storage of their own; null when all do.</param>
    public AssistantsChannels(IOptions<HandoffOptions> options, IConfiguration configuration, IStorage? storage = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configuration);
        _options = options.Value;
        _appId = configuration["MicrosoftAppId"];
        _storage = storage;
    }

    /// <summary>The channel, or null when only the desk is used.</summary>
    public async Task<AssistantsChannel?> FindAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var chosen = await TurnStorage.ReadAsync<AssistantsChannel>(TurnStorage.Of(turnContext, _storage), Key, cancellationToken).ConfigureAwait(false);
        return chosen ?? (_options.TeamsChannel is { ServiceUrl.Length: > 0, ChannelId.Length: > 0 } configured
            ? new AssistantsChannel(configured.ServiceUrl, configured.ChannelId, configured.TenantId, new ChannelAccount { Id = $"28:{_appId}" })
            : null);
    }

    /// <summary>Makes the channel of this turn the assistants' channel.</summary>
    /// <returns>False when the turn is not in a Teams channel.</returns>
    public async Task<bool> ChooseAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var activity = turnContext.Activity;
        var teams = activity.GetTeamsChannelData();
        var channelId = teams?.Channel?.Id ?? teams?.TeamsChannelId ?? activity.Conversation?.Id?.Split(";messageid=")[0];
        if (activity.ChannelId != ChannelIds.Msteams || activity.Conversation?.ConversationType != ConversationTypes.Channel
            || string.IsNullOrEmpty(channelId) || activity.ServiceUrl is not { } serviceUrl || activity.Recipient is not { } bot)
            return false;
        var channel = new AssistantsChannel(serviceUrl, channelId, teams?.Tenant?.Id ?? activity.Conversation.TenantId, bot);
        await TurnStorage.WriteAsync(TurnStorage.Of(turnContext, _storage), Key, channel, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The conversation that will follow a handoff in the channel; its first activity creates the thread.</summary>
    internal static ConversationKey ThreadOf(string handoffId) => new(ChannelIds.Msteams, $"handoff:{handoffId}");

    /// <summary>The first signal to a new thread.</summary>
    internal static PostInternalActivityEffect OpenThread(AssistantsChannel channel, HandoffRequest request)
    {
        var thread = request.Thread ?? ThreadOf(request.Id);
        return HandoffPosts.Signal(thread, HandoffSignals.ShowCard, new HandoffSignal(request.Id), $"{request.Id}:{request.Version}:card") with
        {
            Reference = new ConversationReference
            {
                ChannelId = ChannelIds.Msteams,
                ServiceUrl = channel.ServiceUrl,
                Bot = channel.Bot,
                Conversation = new ConversationAccount
                {
                    Id = thread.ConversationId,
                    IsGroup = true,
                    ConversationType = ConversationTypes.Channel,
                    TenantId = channel.TenantId,
                },
            },
            NewThread = new ConversationParameters
            {
                IsGroup = true,
                Bot = channel.Bot,
                TenantId = channel.TenantId,
                ChannelData = JsonSerializer.SerializeToElement(
                    new TeamsChannelData
                    {
                        Channel = new ChannelInfo { Id = channel.ChannelId },
                        Tenant = channel.TenantId is null ? null : new TenantInfo { Id = channel.TenantId },
                    },
                    ActivityJson.Context.TeamsChannelData),
            },
        };
    }
}
