using System.Globalization;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>
/// Reads a conversation's transcript as Direct Line clients need it: edits and deletions as the same activity again,
/// types they cannot show left out, nothing of the envelope that is none of their business.
/// </summary>
internal sealed class DirectLineFeed(ITranscriptStore transcript, AttachmentLinks links)
{
    private const int PageSize = 100;
    private const int LookBack = 200;

    /// <summary>Where the feed ends now.</summary>
    public async Task<long> EndAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        (await transcript.ReadLastAsync(conversation, 1, null, cancellationToken).ConfigureAwait(false)) is [var last, ..] ? last.Sequence : 0;

    /// <summary>
    /// Reads a client's watermark. One that is not ours counts as the start: the client drops what it has. One from the future
    /// (a restored backup) counts as the end, so that nothing to come is skipped.
    /// </summary>
    public async Task<long> PositionAsync(ConversationKey conversation, string? watermark, CancellationToken cancellationToken)
    {
        if (!long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var position) || position <= 0)
            return 0;
        return Math.Min(position, await EndAsync(conversation, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads the next stretch.</summary>
    public async Task<FeedPage> ReadAsync(ConversationKey conversation, long after, FeedMemory memory, CancellationToken cancellationToken)
    {
        var rows = await transcript.ReadAsync(conversation, after, PageSize, cancellationToken).ConfigureAwait(false);
        var activities = new List<Activity>(rows.Count);
        foreach (var row in rows)
        {
            if (await ViewAsync(conversation, row, memory, cancellationToken).ConfigureAwait(false) is { } view)
                activities.Add(view);
        }

        return new(activities, rows.Count > 0 ? rows[^1].Sequence : after, rows.Count == PageSize);
    }

    private async ValueTask<Activity?> ViewAsync(ConversationKey conversation, TranscriptEntry row, FeedMemory memory, CancellationToken cancellationToken)
    {
        var activity = row.Activity;
        if (activity.Type is not (ActivityTypes.Message or ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete or ActivityTypes.Event or ActivityTypes.EndOfConversation)
            || string.IsNullOrEmpty(activity.Id))
            return null;
        if (activity.From?.Role == RoleTypes.User)
            memory.Language = activity.Locale ?? memory.Language;
        var view = DirectLineView.Of(activity, conversation.ConversationId, activity.Timestamp ?? row.RecordedAt);
        if (memory.TryGet(activity.Id, out var shownAt) || activity.Type is ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete)
        {
            // The client sorts by time: the same message again stays where it was.
            view.Timestamp = shownAt ?? (await FindAsync(conversation, activity.Id, row.Sequence, memory, cancellationToken).ConfigureAwait(false)) ?? view.Timestamp;
            if (activity.Type == ActivityTypes.MessageDelete)
                view = DirectLineView.Deleted(view, memory.Language ?? activity.Locale);
            view.Type = activity.Type == ActivityTypes.MessageUpdate ? ActivityTypes.Message : view.Type;
        }

        // Web Chat holds a message back for five seconds when it has not seen what it replies to.
        if (view.ReplyToId is { } target && !memory.TryGet(target, out _)
            && await FindAsync(conversation, target, row.Sequence, memory, cancellationToken).ConfigureAwait(false) is null)
            view.ReplyToId = null;
        view.Attachments = await links.ResolveAsync(view.Attachments, memory.Address, cancellationToken).ConfigureAwait(false);
        memory.Add(activity.Id, view.Timestamp);
        return view;
    }

    private async Task<DateTimeOffset?> FindAsync(ConversationKey conversation, string id, long before, FeedMemory memory, CancellationToken cancellationToken)
    {
        var rows = await transcript.ReadLastAsync(conversation, LookBack, before - 1, cancellationToken).ConfigureAwait(false);
        var row = rows.FirstOrDefault(row => row.Activity.Id == id && row.Activity.Type is (ActivityTypes.Message or ActivityTypes.Event));
        if (row is null)
            return null;
        var shownAt = row.Activity.Timestamp ?? row.RecordedAt;
        memory.Add(id, shownAt);
        return shownAt;
    }
}
