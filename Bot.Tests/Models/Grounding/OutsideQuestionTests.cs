using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Tests.Knowledge.Answering;
using AssistantBot.Tests.Support;
using Xunit.Abstractions;

namespace AssistantBot.Tests.Models.Grounding;

/// <summary>Questions outside the knowledge, and a model that never says that it does not know.</summary>
public sealed class OutsideQuestionTests(ITestOutputHelper output)
{
    /// <summary>Share of the questions for which a passage may be written or quoted; asked for is 0.02.</summary>
    private const double MostAnswered = 0.03;

    /// <summary>Share of the questions that may be asked back: choices that hold no answer cost a turn.</summary>
    private const double MostAskedBack = 0.06;

    /// <summary>Whatever the model says, it is believed only where the passages cover the question.</summary>
    [Theory]
    [InlineData("assures")]
    [InlineData("agrees")]
    [InlineData("invents")]
    [InlineData("copies")]
    public async Task Answer_ModelThatAlwaysKnows_InventsNoSourceAndIsSeldomBelieved(string liar)
    {
        var entries = KnowledgeFolder.Load(Path.Combine(RepositoryRoot.Path, "knowledge")).Base.Entries;
        await using var bench = await AnsweringBench.OverAsync(entries, request =>
        {
            var data = request.Data;
            var question = data.GetProperty("question").GetString()!.TrimEnd('?', '.', ' ');
            var english = request.System.Contains("Write in English", StringComparison.Ordinal);
            return ModelServerReply.Says(liar switch
            {
                "assures" => english ? "Yes, this is possible at any time, simply ask the team in charge of it [1]." : "Oui, c'est possible à tout moment, il suffit de le demander à l'équipe concernée [1].",
                "agrees" => english ? $"The answer to your question is well known: {question}, of course, without any doubt [1]." : $"La réponse à votre question est bien connue : {question}, évidemment, sans aucun doute [1].",
                "invents" => english ? "It takes 417 steps, as article 9 says [9]." : "Il faut 417 étapes, comme le dit l'article 9 [9].",
                _ => data.GetProperty("passages")[0].GetProperty("text").GetString()!.Split('\n')[0].TrimEnd('.') + " [1].",
            });
        });
        var (answered, quoted, clarified, invented) = (0, 0, 0, 0);
        foreach (var (text, language) in OutsideQuestions.All)
        {
            foreach (var audience in new[] { Audience.Employees, Audience.Clients })
            {
                var answer = await bench.AskAsync(text, audience, language);
                answered += answer.Kind == AnswerKind.Grounded ? 1 : 0;
                quoted += answer.Kind == AnswerKind.Quoted ? 1 : 0;
                clarified += answer.Kind == AnswerKind.Clarify ? 1 : 0;
                invented += answer.Sources.Any(source => !entries.Contains(source)) ? 1 : 0;
                if (answer.Kind is AnswerKind.Grounded or AnswerKind.Quoted)
                    output.WriteLine($"{audience} {answer.Kind} {answer.Confidence:0.00} {text} -> {answer.Sources[0].Question} : {answer.Text}");
            }
        }

        var asked = OutsideQuestions.All.Count * 2;
        output.WriteLine($"{liar}: {asked} asked, {answered} written, {quoted} quoted, {clarified} asked back, {bench.Server!.Requests.Count} calls");
        Assert.Equal(400, asked);
        Assert.Equal(0, invented);
        Assert.True(clarified <= asked * MostAskedBack, $"{clarified} asked back of {asked}");
        Assert.True(answered + quoted <= asked * MostAnswered, $"{answered} written, {quoted} quoted of {asked}");
    }
}
