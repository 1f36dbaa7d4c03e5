using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Triage;

namespace AssistantBot.Handoff.Suggestions;

/// <summary>The best passages for what the person last asked, and reviewed wordings for the moment the conversation is in.</summary>
internal sealed class KnowledgeSuggestions(IKnowledgeRetriever retriever, IWording wording) : ISuggestions
{
    private const int Most = 4;
    private const double LeastConfidence = 0.25;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Suggestion>> SuggestAsync(HandoffRequest request, IReadOnlyList<TranscriptEntry> transcript, CancellationToken cancellationToken)
    {
        var messages = transcript.Where(entry => entry.Activity is { Type: ActivityTypes.Message, Text.Length: > 0 }).ToList();
        var answered = messages.Exists(entry => entry.Activity.From?.Id != request.PersonId && AssistantVoice.IsAssistant(entry.Activity));
        List<Suggestion> suggestions = [];
        if (!answered)
            suggestions.Add(new Suggestion(Opening(request)));
        suggestions.AddRange(Passages(request, messages));
        if (answered)
            suggestions.Add(new Suggestion(wording.Get("suggest.closing", request.Language)));
        else if (request.Reason is TriageReason.PersonalContext or TriageReason.AngerOrComplaint)
            suggestions.Add(new Suggestion(wording.Get("suggest.check", request.Language)));
        return Task.FromResult<IReadOnlyList<Suggestion>>([.. suggestions.Take(Most)]);
    }

    private string Opening(HandoffRequest request)
    {
        var name = request.AssistantName ?? wording.Get("handoff.assistant", request.Language);
        if (request.Confidential)
            return wording.Get("suggest.grave", request.Language, ("name", name));
        if (request.Reason is TriageReason.AngerOrComplaint)
            return wording.Get("suggest.complaint", request.Language);
        var ask = request.Brief.In(request.Language, wording).Missing is [var missing, ..]
            ? wording.Get("suggest.ask.missing", request.Language, ("missing", missing.ToLower(System.Globalization.CultureInfo.CurrentCulture)))
            : wording.Get("suggest.ask.open", request.Language);
        return wording.Get("suggest.hello", request.Language, ("name", name), ("ask", ask));
    }

    // Grave matters get no passage from a handbook as a reply.
    private IEnumerable<Suggestion> Passages(HandoffRequest request, List<TranscriptEntry> messages)
    {
        var asked = messages.FindLast(entry => entry.Activity.From?.Id == request.PersonId)?.Activity.Text ?? request.Brief.Wants;
        if (request.Confidential || string.IsNullOrWhiteSpace(asked))
            return [];
        var found = retriever.Search(new RetrievalQuery(asked, request.IsMember ? Audience.Employees : Audience.Clients, request.Language));
        return found.Entries
            .Where(entry => entry.Confidence >= LeastConfidence && entry.Entry.Language == request.Language)
            .Take(2)
            .Select(entry => new Suggestion(entry.Entry.Short ?? entry.Entry.Answer, entry.Entry.Source, entry.Entry.Link));
    }
}
