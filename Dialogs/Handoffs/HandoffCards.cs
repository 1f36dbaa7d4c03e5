using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Cards.Model;
using AssistantBot.Handoff;
using AssistantBot.Handoff.Requests;
using Microsoft.Extensions.Options;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>Draws a handoff's card as it stands now.</summary>
internal sealed class HandoffCards(ITranscriptStore transcripts, IWording wording, IOptions<HandoffOptions> options)
{
    private const int MostMessages = 5;

    /// <summary>Draws the card for the thread, or for the accepter's own chat.</summary>
    public async Task<AdaptiveCard> DrawAsync(HandoffRequest request, bool isPrivate, CancellationToken cancellationToken)
    {
        var confidential = request.Confidential && !isPrivate;
        var language = options.Value.LanguageFor(request);
        var brief = request.Brief.In(language, wording);
        return HandoffCard.Create(
            new HandoffCardModel(request.Id, language, StateOf(request), request.CreatedAt)
            {
                Confidential = confidential,
                IsPrivate = isPrivate,
                DangerToLife = request.DangerToLife,
                Reference = request.Reference,
                PersonName = request.PersonName,
                ChannelId = request.Conversation.ChannelId,
                AssistantName = request.AssistantName,
                Why = brief.Why,
                Wants = brief.Wants,
                AlreadySaid = brief.AlreadySaid,
                Missing = brief.Missing,
                Tone = brief.Tone,
                Avoid = brief.Avoid,
                LastMessages = confidential ? [] : await MessagesAsync(request, cancellationToken).ConfigureAwait(false),
            },
            wording);
    }

    /// <summary>The person's name as assistants see it.</summary>
    public static string PersonOf(HandoffRequest request, IWording wording, string language) => request.PersonName ?? wording.Get("card.anonymous", language);

    private static HandoffCardState StateOf(HandoffRequest request) => request.State switch
    {
        HandoffState.Waiting => HandoffCardState.Waiting,
        HandoffState.Accepted => HandoffCardState.Accepted,
        _ => request.AssistantId is null ? HandoffCardState.Withdrawn : HandoffCardState.Closed,
    };

    private async Task<IReadOnlyList<HandoffCardMessage>> MessagesAsync(HandoffRequest request, CancellationToken cancellationToken)
    {
        var entries = await transcripts.ReadLastAsync(request.Conversation, MostMessages * 2, upTo: null, cancellationToken).ConfigureAwait(false);
        return [.. entries
            .Where(entry => entry.Activity is { Type: ActivityTypes.Message, Text.Length: > 0 })
            .TakeLast(MostMessages)
            .Select(entry => new HandoffCardMessage(entry.Activity.From?.Id == request.PersonId, entry.Activity.Text!))];
    }
}
