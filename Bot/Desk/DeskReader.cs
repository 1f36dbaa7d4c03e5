using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Suggestions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Desk;

/// <summary>Puts together what an assistant may see.</summary>
internal sealed class DeskReader(
    IHandoffStore handoffs,
    ITranscriptStore transcript,
    ITurnMonitor monitor,
    ISuggestions suggestions,
    AttachmentLinks links,
    IWording wording,
    IOptions<DeskOptions> options,
    TimeProvider time)
{
    private const int LookBack = 12;
    private const int SuggestionContext = 40;
    private const int ParkedShown = 50;
    private const int ClosedPage = 100;
    private const int MostClosedRead = 1000;
    private const string HiddenReason = "Confidential";

    /// <summary>The lists of the left column.</summary>
    public async Task<DeskQueue> ReadQueueAsync(DeskSession session, string language, CancellationToken cancellationToken)
    {
        var waiting = await ListAsync(session, HandoffState.Waiting, cancellationToken);
        var accepted = await ListAsync(session, HandoffState.Accepted, cancellationToken);
        var recent = await ReadClosedAsync(session, cancellationToken);
        return new DeskQueue(
            time.GetUtcNow(),
            await SummariseAsync(waiting, session, language, cancellationToken),
            await SummariseAsync(accepted.Where(session.Follows), session, language, cancellationToken),
            await SummariseAsync(accepted.Where(request => !session.Follows(request)), session, language, cancellationToken),
            [.. recent.Select(request => Summarise(request, null, session, language))],
            await ReadParkedAsync(session, cancellationToken));
    }

    /// <summary>One handoff; null when there is none of that id for this assistant.</summary>
    public async Task<DeskDetail?> ReadAsync(DeskSession session, string handoffId, string language, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, handoffId, cancellationToken) is not { } request)
            return null;
        if (!session.MayRead(request))
            return new DeskDetail(Summarise(request, null, session, language), false);

        var rows = await transcript.ReadLastAsync(request.Conversation, options.Value.TranscriptShown, null, cancellationToken);
        var said = UpToTheEnd(rows, request);
        var lines = DeskTranscript.Read(said);
        var events = await handoffs.ReadEventsAsync(handoffId, cancellationToken);
        return new DeskDetail(Summarise(request, lines, session, language), true)
        {
            Brief = request.Brief.In(language, wording),
            Transcript = await WithLinksAsync(lines, cancellationToken),
            Notes = [.. events.Where(line => line.Kind == HandoffEventKind.Note).Select(line => new DeskNoteLine(line.At, line.ActorName, line.Text ?? ""))],
            History = [.. events.Where(line => line.Kind != HandoffEventKind.Note).Select(line => new DeskHistoryLine(line.At, line.Kind.ToString(), line.ActorName))],
            Suggestions = await SuggestAsync(session, request, said, cancellationToken),
        };
    }

    /// <summary>The handoff, if this assistant may know of it.</summary>
    public async Task<HandoffRequest?> FindAsync(DeskSession session, string handoffId, CancellationToken cancellationToken) =>
        await handoffs.GetAsync(handoffId, cancellationToken) is { } request && session.MayKnow(request) ? request : null;

    private async Task<IReadOnlyList<DeskLine>> WithLinksAsync(IReadOnlyList<DeskLine> lines, CancellationToken cancellationToken)
    {
        var linked = new List<DeskLine>(lines.Count);
        foreach (var line in lines)
        {
            var files = new List<DeskFile>(line.Files.Count);
            foreach (var file in line.Files)
                files.Add(file with { Url = await links.CreateAsync(file.Id, cancellationToken) });
            linked.Add(files.Count == 0 ? line : line with { Files = files });
        }

        return linked;
    }

    /// <summary>What the person says to the bot after the end is not said to this assistant; the bot's own farewell still belongs to it.</summary>
    internal static IReadOnlyList<TranscriptEntry> UpToTheEnd(IReadOnlyList<TranscriptEntry> rows, HandoffRequest request) =>
        request.ClosedAt is { } closedAt
            ? [.. rows.TakeWhile(row => row.RecordedAt <= closedAt || row.Activity.From?.Role == RoleTypes.Bot)]
            : rows;

    private async Task<IReadOnlyList<DeskParked>> ReadParkedAsync(DeskSession session, CancellationToken cancellationToken)
    {
        if (session.Demo is not null)
            return [];
        var parked = await monitor.ReadParkedAsync(ParkedShown, cancellationToken);
        return [.. parked.Select(item => new DeskParked($"{item.Kind}-{item.Id}", item.Kind.ToString(), item.Conversation.ChannelId, item.Since, item.Reason))];
    }

    private async Task<IReadOnlyList<DeskSuggestion>> SuggestAsync(
        DeskSession session, HandoffRequest request, IReadOnlyList<TranscriptEntry> said, CancellationToken cancellationToken)
    {
        if (request.State != HandoffState.Accepted || !session.Follows(request))
            return [];
        var proposed = await suggestions.SuggestAsync(request, [.. said.TakeLast(SuggestionContext)], cancellationToken);
        return [.. proposed.Select(suggestion => new DeskSuggestion(suggestion.Text, suggestion.Source, suggestion.Link))];
    }

    private async Task<List<HandoffRequest>> ListAsync(DeskSession session, HandoffState state, CancellationToken cancellationToken) =>
        [.. (await handoffs.ListAsync(new HandoffQuery([state]), cancellationToken)).Where(session.MayKnow)];

    // Page by page, because not all that is closed is this assistant's to know.
    private async Task<List<HandoffRequest>> ReadClosedAsync(DeskSession session, CancellationToken cancellationToken)
    {
        List<HandoffRequest> known = [];
        for (var skip = 0; ; skip += ClosedPage)
        {
            var page = await handoffs.ListAsync(
                new HandoffQuery([HandoffState.Closed], Max: ClosedPage) { Order = HandoffOrder.LatestClosedFirst, Skip = skip }, cancellationToken);
            known.AddRange(page.Where(session.MayKnow).Take(options.Value.ClosedShown - known.Count));
            if (page.Count < ClosedPage || known.Count >= options.Value.ClosedShown || skip >= MostClosedRead)
                return known;
        }
    }

    private async Task<IReadOnlyList<DeskSummary>> SummariseAsync(
        IEnumerable<HandoffRequest> requests, DeskSession session, string language, CancellationToken cancellationToken)
    {
        List<DeskSummary> summaries = [];
        foreach (var request in requests)
        {
            var lines = session.MayRead(request)
                ? DeskTranscript.Read(await transcript.ReadLastAsync(request.Conversation, LookBack, null, cancellationToken))
                : null;
            summaries.Add(Summarise(request, lines, session, language));
        }

        return summaries;
    }

    private DeskSummary Summarise(HandoffRequest request, IReadOnlyList<DeskLine>? lines, DeskSession session, string language)
    {
        var readable = session.MayRead(request);
        var last = lines is [.., var line] ? line : null;
        var lastOfPerson = lines?.LastOrDefault(said => said.Author == DeskTranscript.Person);
        return new DeskSummary
        {
            Id = request.Id,
            Reference = request.Reference,
            State = request.State.ToString(),
            Reason = readable ? request.Reason.ToString() : HiddenReason,
            ReasonText = readable ? wording.Get(request.DangerToLife ? "reason.danger" : $"reason.{request.Reason}", language) : "",
            // That life may be in danger is said even of a confidential request: it is why it stands first.
            Danger = request.DangerToLife,
            Confidential = request.Confidential,
            Readable = readable,
            Channel = request.Conversation.ChannelId,
            Language = request.Language,
            IsMember = request.IsMember,
            Person = readable ? request.PersonName : null,
            CreatedAt = request.CreatedAt,
            AcceptedAt = request.AcceptedAt,
            ClosedAt = request.ClosedAt,
            AssistantId = request.AssistantId,
            AssistantName = request.AssistantName,
            LastText = lastOfPerson is null ? null : DeskTranscript.Shorten(lastOfPerson),
            LastAuthor = last?.Author,
            LastSequence = last?.Sequence ?? 0,
        };
    }
}
