using System.Text.Json;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>
/// A model that answers one question of the sample knowledge base in three sentences, each when the test says so. It cites after its sentences, as
/// models may, or before them, as the prompt asks: then its first word is written before the rest.
/// </summary>
internal sealed class StreamedAnswer(string question, string first, string second, string third, bool citesFirst = false)
{
    /// <summary>A client's question.</summary>
    public const string Question = "Comment retourner un article ?";
    public const string First = "Vous avez 30 jours après la livraison";
    public const string Second = "Demandez le retour dans « Mes commandes »";
    public const string Third = "doit être propre et complet";

    /// <summary>An employee's question.</summary>
    public const string EmployeesQuestion = "Combien de jours de télétravail sont possibles ?";
    public const string EmployeesFirst = "Jusqu'à 2 jours par semaine sont possibles après 3 mois de présence";
    public const string EmployeesThird = "Le mardi est le jour commun sur site";

    private readonly TaskCompletionSource _begun = New();
    private readonly TaskCompletionSource[] _gates = [New(), New(), New()];

    /// <summary>An answer for a client.</summary>
    public static StreamedAnswer ForClient(bool citesFirst = false) => new(Question, First, Second, "Un article " + Third, citesFirst);

    /// <summary>An answer for an employee.</summary>
    public static StreamedAnswer ForEmployee(bool citesFirst = false) =>
        new(EmployeesQuestion, EmployeesFirst, "Les jours se choisissent avec votre responsable", EmployeesThird, citesFirst);

    /// <summary>Ends when the call of the model was broken off by its caller.</summary>
    public TaskCompletionSource BrokenOff { get; } = New();

    /// <summary>Lets a model that cites first write its first word.</summary>
    public void Begin() => _begun.TrySetResult();

    /// <summary>Lets the model write its sentences up to this number.</summary>
    public void Write(int sentences)
    {
        Begin();
        for (var i = 0; i < sentences; i++)
            _gates[i].TrySetResult();
    }

    /// <summary>The model's part.</summary>
    public ModelServerReply Reply(ModelServerRequest request)
    {
        // Whatever else it is asked, it does not know.
        if (!request.User.StartsWith('{') || !JsonDocument.Parse(request.User).RootElement.TryGetProperty("passages", out var passages))
            return ModelServerReply.Says("{}");
        var passage = passages.EnumerateArray().First(passage => passage.GetProperty("heading").GetString() == question).GetProperty("id").GetInt32();
        string[] sentences = [first, second, third];
        // Each sentence in five pieces, as models write: "[", "1", "]" and the full stop are tokens of their own.
        var pieces = sentences.SelectMany(sentence => citesFirst
            ? (string[])["[", $"{passage}", "]", " " + sentence.Split(' ')[0], sentence[sentence.IndexOf(' ', StringComparison.Ordinal)..] + ". "]
            : [sentence, " [", $"{passage}", "]", ". "]).ToList();
        return new ModelServerReply
        {
            Pieces = pieces,
            BeforePiece = async (index, token) =>
            {
                try
                {
                    await (citesFirst && index < 4 ? _begun : _gates[index / 5]).Task.WaitAsync(token);
                }
                catch (OperationCanceledException)
                {
                    BrokenOff.TrySetResult();
                    throw;
                }
            },
        };
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
