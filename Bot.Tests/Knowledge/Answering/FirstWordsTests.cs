using System.Text.RegularExpressions;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Tests.Models.Conversations;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Knowledge.Answering;

/// <summary>
/// Of a sentence that began with its citation, what states nothing or opens a sentence of the source is seen at once; all else waits until the
/// sentence is whole and checked.
/// </summary>
public sealed class FirstWordsTests
{
    private static readonly KnowledgeEntry Leave = new()
    {
        Id = "leave", Language = "fr", Question = "Peut-on reporter ses congés payés ?", Source = "Guide", Audience = Audience.Employees,
        Short = "Les congés payés se posent dans Tempo avant le 20 de chaque mois.",
        Answer = """
            Votre responsable valide la demande, sous deux jours. Ne donnez jamais votre mot de passe à un collègue. Les stagiaires posent leurs congés avec leur tuteur.

            - Le bulletin de paie arrive le vendredi par courriel.
            - Vous êtes remboursé, sauf si le justificatif manque. Peut-on les annuler ?
            - Posez vos jours sur [Tempo](https://tempo.maison.example/conges). Écrivez à paie@maison.example pour le reste.
            """,
    };

    private static readonly KnowledgeEntry Rooms = new()
    {
        Id = "rooms", Language = "fr", Question = "Comment réserver une salle ?", Source = "Guide", Audience = Audience.Employees, Answer = "Réservez la salle dans Outlook.",
    };

    private static readonly KnowledgeEntry Expenses = new()
    {
        Id = "expenses", Language = "en", Question = "How do I claim travel expenses?", Source = "Guide", Audience = Audience.Employees, Answer = "Send the receipt on Tempo.",
    };

    private static readonly KnowledgeEntry[] Passages = [Leave, Rooms, Expenses];

    [Theory]
    // A few words without a verb, then what only the whole sentence can carry.
    [InlineData("[1] Vous pouvez tout annuler", "Vous")]
    [InlineData("[1] Pour vous aider, prenez", "Pour vous")]
    [InlineData("[1] À vous de voir", "À vous de")]
    [InlineData("[1][2] Dans le bureau du fond", "Dans le")]
    [InlineData("[1] le la les du de vous", "le la les du")]
    // The source's own sentence, word for word, up to its first figure, day or link.
    [InlineData("[1] Les congés payés se posent dans Tempo avant le 20 de chaque mois, et", "Les congés payés se posent dans Tempo avant le")]
    [InlineData("[1] Votre responsable valide la demande, sous deux jours", "Votre responsable valide la demande, sous")]
    [InlineData("[1] Le bulletin de paie arrive le vendredi matin", "Le bulletin de paie arrive le")]
    [InlineData("[1] Les stagiaires posent leurs congés avec leur tuteur à midi", "Les stagiaires posent leurs congés avec leur tuteur")]
    [InlineData("[2] Réservez la salle dans Outlook avec", "Réservez la salle dans Outlook")]
    [InlineData("- [2] Réservez la salle", "- Réservez la salle")]
    // Another word, another order, another source's words.
    [InlineData("[1] Les congés payés se perdent dans Tempo", "Les congés payés se")]
    [InlineData("[1] Les stagiaires ne posent", "Les stagiaires")]
    [InlineData("[1] La demande valide votre responsable", "La")]
    [InlineData("[1] Réservez la salle dans Outlook avec", "")]
    [InlineData("[1] Votre tuteur valide la demande", "Votre")]
    // No and yes, exceptions, questions, headings.
    [InlineData("[1] Donnez votre mot de passe à un collègue qui", "")]
    [InlineData("[1] Ne donnez jamais votre mot", "")]
    [InlineData("[1] Vous êtes remboursé toujours", "Vous")]
    [InlineData("[1] Oui, les congés payés", "")]
    [InlineData("[1] Non, les congés payés", "")]
    [InlineData("[1] Peut-on reporter ses congés payés après", "")]
    [InlineData("[1] Peut-on les annuler avant", "")]
    // Persons, figures, markup, addresses, the other language.
    [InlineData("[1] Je suis un humain et", "")]
    [InlineData("[1] 25 jours par an", "")]
    [InlineData("[1] Trois jours par an", "")]
    [InlineData("[1] Vendredi vous aurez", "")]
    [InlineData("[1] **Vous** aurez", "")]
    [InlineData("[1] Vous [Tempo](https://tempo.maison.example/conges) et", "Vous")]
    [InlineData("[1] Écrivez à paie@maison.example pour", "Écrivez à")]
    [InlineData("[1] Vous <b>avez</b> tout", "Vous")]
    [InlineData("[1] You have all of", "")]
    [InlineData("[3] Send the receipt on Tempo when", "")]
    [InlineData("[3] Vous envoyez le justificatif", "Vous")]
    // No citation, none that exists.
    [InlineData("Vous avez droit à tout", "")]
    [InlineData("[7] Vous avez droit à tout", "")]
    [InlineData("[0] Vous avez droit à tout", "")]
    [InlineData("[1]: Vous avez droit à tout", "")]
    public async Task Show_UnfinishedSentence_IsSeenAsFarAsItStatesNothingOfItsOwn(string written, string seen)
    {
        var shown = await ShowAsync(written + " ", 1);

        Assert.Equal(seen, shown.LastOrDefault() ?? "");
    }

    [Fact]
    public async Task Show_SentenceOverAndCheckPassed_IsSeenBeforeTheNextBegins()
    {
        var shown = await ShowAsync("[1] Votre responsable valide la demande, sous deux jours. ", 1);

        Assert.Equal("Votre responsable valide la demande, sous deux jours", shown[^1]);
    }

    [Fact]
    public async Task Show_SentenceOverAndCheckFailed_StaysWhereItWas()
    {
        var shown = await ShowAsync("[1] Votre responsable valide la demande, sous trente jours. ", 1);

        Assert.Equal("Votre responsable valide la demande, sous", shown[^1]);
    }

    [Theory]
    [InlineData("[1] Votre responsable valide la demande. [2] Réservez la salle.", "Votre responsable valide la demande [1]. Réservez la salle [2].")]
    [InlineData("[1][2] Réservez la salle !", "Réservez la salle [1][2] !")]
    [InlineData("[2] Réservez la salle.\n\n- [1] Votre responsable valide\n- [1] Les stagiaires posent leurs congés", "Réservez la salle [2].\n\n- Votre responsable valide [1]\n- Les stagiaires posent leurs congés [1]")]
    [InlineData("[1] Votre responsable valide [1]. [1] Les stagiaires posent leurs congés. [1]", "Votre responsable valide [1]. Les stagiaires posent leurs congés. [1]")]
    [InlineData("[1] Votre responsable (voir [2]) valide. Les stagiaires posent leurs congés.", "Votre responsable (voir [2]) valide. Les stagiaires posent leurs congés [1].")]
    [InlineData("1. [1] Votre responsable valide « la demande. » [2] Réservez.", "1. Votre responsable valide « la demande [1]. » Réservez [2].")]
    [InlineData("[1] Deux cas :\n1. [2] La salle\n2. [1] Le tuteur", "Deux cas [1] :\n1. La salle [2]\n2. Le tuteur [1]")]
    [InlineData("[1]Posez vos jours sur [Tempo](https://tempo.maison.example/conges).", "Posez vos jours sur [Tempo](https://tempo.maison.example/conges) [1].")]
    // As models wrote for the prompt before: nothing moves.
    [InlineData("Votre responsable valide [1]. Réservez. [2]\n\n- Une autre [1]", "Votre responsable valide [1]. Réservez. [2]\n\n- Une autre [1]")]
    [InlineData("Réservez.\n[2]\n", "Réservez.\n[2]\n")]
    [InlineData("[1] [1]", "[1] [1]")]
    [InlineData("", "")]
    public void Settle_CitationsFirst_StandAtTheEndsOfTheirSentences(string written, string settled)
    {
        Assert.Equal(settled, CitedFirst.Settle(written));
        Assert.Equal(settled, CitedFirst.Settle(settled));
    }

    [Theory]
    [InlineData("[1] Votre responsable valide la demande, sous deux jours. [2] Réservez la salle dans Outlook. [1] Les stagiaires posent leurs congés avec leur tuteur.")]
    [InlineData("[1][2] Votre responsable valide la demande.\n\n- [2] Réservez la salle dans Outlook\n- [1] Posez vos jours sur [Tempo](https://tempo.maison.example/conges)\n")]
    [InlineData("[1] Votre responsable valide la demande. [1] [2] Réservez la salle dans Outlook [2]. [2]")]
    [InlineData("[1] Votre responsable, M. Tempo, valide la demande. Les stagiaires posent leurs congés. [2] Réservez la salle.")]
    [InlineData("Votre responsable valide la demande [1]. Réservez la salle dans Outlook. [2]\n[1] Les stagiaires posent leurs congés.")]
    [InlineData("Votre responsable valide la demande.\n[1]\nRéservez la salle dans Outlook.\n[2]\n")]
    public async Task Show_EveryPieceSize_OnlyGrowsIntoTheAnswer(string written)
    {
        var check = new GroundingCheck("fr", Passages, 2_500);
        var answer = CitedFirst.Settle(check.Clean(written));
        Assert.Equal(GroundingVerdict.Grounded, check.Check(answer, complete: true));
        var final = check.Renumber(answer).Text;

        for (var size = 1; size <= 12; size++)
        {
            var shown = await ShowAsync(written, size);

            Assert.NotEmpty(shown);
            foreach (var (earlier, later) in shown.Zip(shown.Append(final).Skip(1)))
                Assert.StartsWith(earlier, later, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Show_FirstWordInOnePiece_IsSeenBeforeTheSecondIsWritten()
    {
        List<string> shown = [];
        var stream = Stream(shown);
        foreach (var written in (string[])["[", "[1", "[1]", "[1] Vous"])
            await stream.ShowAsync(written, CancellationToken.None);

        Assert.Equal(["Vous"], shown);
    }

    [Fact]
    public async Task Answer_FirstWords_AreSeenWhileTheModelHasWrittenNoMore()
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Streams("[", "1", "]", " Vous", " avez 25 jours ouvrés", " par an.") with
        {
            // The model writes its second word only when its first has been seen.
            BeforePiece = (index, token) => index == 4 ? seen.Task.WaitAsync(token) : Task.CompletedTask,
        });
        List<string> shown = [];

        var answer = await bench.Answerer.AnswerAsync(
            new AnswerRequest(AnsweringBench.LeaveQuestion, Audience.Employees, "fr"),
            (text, _) =>
            {
                shown.Add(text);
                seen.TrySetResult();
                return ValueTask.FromResult<string?>(null);
            },
            CancellationToken.None);

        Assert.Equal((AnswerKind.Grounded, "Vous avez 25 jours ouvrés par an [1]."), (answer.Kind, answer.Text));
        Assert.Equal("Vous", shown[0]);
        Assert.All(shown, text => Assert.StartsWith(text, answer.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_StoppedAtItsFirstWords_IsWhatWasRead()
    {
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Streams("[1] Vous ", "avez 25 jours ouvrés par an. ", "[1] Posez-les") with { Hangs = true });
        var request = new AnswerRequest(AnsweringBench.LeaveQuestion, Audience.Employees, "fr");

        var answer = await bench.Answerer.AnswerAsync(request, (text, _) => ValueTask.FromResult<string?>(text == "Vous" ? null : "Vous"), CancellationToken.None);

        Assert.Equal((AnswerKind.Grounded, "Vous [1]"), (answer.Kind, answer.Text));
    }

    [Fact]
    public async Task Show_EveryHostileOutput_WhatIsSeenIsTheSourcesOrStatesNothing()
    {
        string[] source = Words(Leave.Short + " " + Leave.Answer + " " + Rooms.Answer);
        string[] plain = Words("le la les du de vous un une pour dans par à en ce il elle on au des aux sur nos notre nous votre vos");
        var check = new GroundingCheck("fr", Passages, 2_500);
        foreach (var written in HostileOutputs.Answers.Select(output => string.Concat(output("Votre responsable valide la demande, sous deux jours [1].").Pieces)).Where(text => text.Length < 5_000))
        {
            foreach (var text in await ShowAsync(written, 3))
            {
                // What is cited is a whole answer and passes as one.
                var settled = text[..CitedSentences.Of(text).Length];
                if (settled.Length > 0)
                    Assert.Equal(GroundingVerdict.Grounded, check.Check(settled, complete: true));
                var open = text[settled.Length..];
                // The rest is the beginning of the sources, or a sentence that is whole and would be an answer.
                var begins = !Regex.IsMatch(open, @"[^\p{L} ,'’\n-]") && Words(open).All(word => source.Contains(word) || plain.Contains(word));
                Assert.True(begins || check.Check($"{text} [1].", complete: true) == GroundingVerdict.Grounded, $"{open}: {written}");
            }
        }
    }

    private static string[] Words(string text) => [.. text.ToLowerInvariant().Split([' ', ',', '.', '\n', '\'', '’', '-'], StringSplitOptions.RemoveEmptyEntries)];

    private static AnswerStream Stream(List<string> shown) => new(new GroundingCheck("fr", Passages, 2_500), new SentenceOpenings("fr", Passages), (text, _) =>
    {
        shown.Add(text);
        return ValueTask.FromResult<string?>(null);
    });

    /// <summary>What is shown of a text that comes in pieces of a size.</summary>
    private static async Task<List<string>> ShowAsync(string written, int size)
    {
        List<string> shown = [];
        var stream = Stream(shown);
        for (var length = size; length < written.Length + size; length += size)
        {
            if (!await stream.ShowAsync(written[..Math.Min(length, written.Length)], CancellationToken.None))
                break;
        }

        return shown;
    }
}
