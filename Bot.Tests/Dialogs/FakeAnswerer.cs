using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;

namespace AssistantBot.Tests.Dialogs;

/// <summary>Answers from two entries in two languages; anything about neither has no answer.</summary>
internal sealed class FakeAnswerer : IAnswerer
{
    public static readonly KnowledgeEntry LeaveFr = Entry("leave", "fr", "Comment poser un congé ?", "Dans Portail RH, onglet Congés.");
    public static readonly KnowledgeEntry LeaveEn = Entry("leave", "en", "How do I ask for leave?", "In the HR portal, Leave tab.");
    public static readonly KnowledgeEntry ParkingFr = Entry("parking", "fr", "Où se garer ?", "Au niveau -1, avec le badge.");
    public static readonly KnowledgeEntry ParkingEn = Entry("parking", "en", "Where can I park?", "On level -1, with your badge.");

    public List<AnswerRequest> Requests { get; } = [];

    /// <summary>Runs while the "model" thinks.</summary>
    public Func<Task>? OnAnswer { get; set; }

    public bool Fails { get; set; }

    public bool HasModel => false;

    public async Task<Answer> AnswerAsync(AnswerRequest request, Func<string, CancellationToken, ValueTask<string?>>? onText, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        if (Fails)
            throw new InvalidOperationException("The test lets it fail.");
        if (OnAnswer is { } meanwhile)
        {
            OnAnswer = null;
            await meanwhile();
        }

        var leave = request.Language == "fr" ? LeaveFr : LeaveEn;
        var parking = request.Language == "fr" ? ParkingFr : ParkingEn;
        if (request.ChosenEntryId is { } chosen)
            return Quote(chosen == "leave" ? leave : parking);
        if (Has(request.Text, "badge"))
            return new Answer(AnswerKind.Clarify, "", request.Language, 0.5) { Choices = [leave, parking] };
        if (Has(request.Text, "visa"))
            return new Answer(AnswerKind.Clarify, "", request.Language, 0.5) { Choices = request.Language == "fr" ? [ParkingEn, LeaveEn] : [ParkingFr, LeaveFr] };
        if (Has(request.Text, "casier", "locker"))
            return new Answer(AnswerKind.Clarify, "", request.Language, 0.5) { Choices = [ParkingFr, ParkingEn] };
        if (Has(request.Text, "congé", "leave", "dossier", "my file"))
            return Quote(leave) with { More = request.Language == "fr" ? "Le détail du congé." : "The details of leave." };
        if (Has(request.Text, "garer", "park"))
            return Quote(parking);
        if (Has(request.Text, "télétravail", "remote"))
            return Quote(leave) with { Kind = AnswerKind.Grounded, TranslatedFrom = request.Language == "fr" ? "en" : "fr" };
        if (Has(request.Text, "préavis", "notice"))
            return Quote(leave) with { Sources = [leave, parking], Conflict = new SourceConflict(leave, "25", parking with { Source = "Note" }, "27") };
        if (Has(request.Text, "quota"))
            return Quote(request.Language == "fr" ? LeaveEn : LeaveFr) with { OtherLanguageOnly = true };
        return Answer.None(request.Language);
    }

    private static Answer Quote(KnowledgeEntry entry) => new(AnswerKind.Quoted, entry.Answer, entry.Language, 0.9) { Sources = [entry] };

    private static bool Has(string text, params string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static KnowledgeEntry Entry(string id, string language, string question, string answer) => new()
    {
        Id = id,
        Language = language,
        Question = question,
        Answer = answer,
        Groups = [language == "fr" ? (id == "leave" ? "Congés" : "Bureaux") : (id == "leave" ? "Leave" : "Offices")],
        Source = language == "fr" ? "Livret RH" : "HR handbook",
        Link = "https://example.org/rh",
    };
}
