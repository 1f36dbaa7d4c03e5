using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Gaps;
using AssistantBot.Knowledge.Index;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Tests.Knowledge.Gaps;

public sealed class QuestionGroupsTests
{
    private static readonly KnowledgeIndex Index = KnowledgeIndex.Build(
        KnowledgeVersion.Create(KnowledgeFile.Parse("x.fr.md", "# T\n\n## Où poser mes congés ?\n\nDans Tempo.").Entries));

    [Fact]
    public void Form_SeveralSubjects_BringsTogetherWhatAsksTheSame()
    {
        var groups = QuestionGroups.Form(Questions(
            "Où puis-je faire laver ma voiture ?", "Le lavage de voiture, c'est où ?", "Laver sa voiture au bureau ?",
            "Puis-je venir avec mon chien ?", "Les chiens sont-ils admis au bureau ?",
            "Qui fournit les stylos ?"));

        Assert.Equal([3, 2, 1], groups.Select(group => group.Questions.Count));
        Assert.All(groups[1].Questions, question => Assert.Contains("chien", question.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Form_UnansweredAndRejected_StayApart()
    {
        var one = Questions("Où est la cantine ?")[0];

        Assert.Equal(2, QuestionGroups.Form([one, one with { Id = 9, Kind = QuestionKind.Rejected, EntryId = "x" }]).Count);
    }

    [Theory]
    [InlineData("Je suis Mme Dupont-Martin, puis-je venir ?", "fr", "Je suis Mme [nom], puis-je venir ?")]
    [InlineData("Appelez-moi au 06 12 34 56 78 ou ana@exemple.fr", "fr", "Appelez-moi au [téléphone] ou [e-mail]")]
    [InlineData("Commande AB-204518 : où est le colis ?", "fr", "Commande [numéro] : où est le colis ?")]
    [InlineData("Est-ce que Tempo marche en 2027 ?", "fr", "Est-ce que Tempo marche en 2027 ?")]
    [InlineData("Does my manager Kowalski approve it?", "en", "Does my manager [name] approve it?")]
    [InlineData("my name is Ana Silva and I lost my badge", "en", "my name is [name] and I lost my badge")]
    public void Propose_PersonalText_IsMasked(string text, string language, string expected) =>
        Assert.Equal(expected, Deidentified.Propose(text, language, Index));

    [Fact]
    public void Propose_KnownNames_AreMaskedWhereverTheyStand() =>
        Assert.Equal("[nom] demande si [nom] vient", Deidentified.Propose("sophie demande si Karim Benali vient", "fr", Index, "Sophie", "Karim Benali"));

    [Theory]
    [InlineData("Où laver sa voiture ?", true)]
    [InlineData("Écrire à ana@exemple.fr", false)]
    [InlineData("Commande 204518", false)]
    public void IsClean_WhatIdentifies_IsFound(string text, bool clean) => Assert.Equal(clean, Deidentified.IsClean(text));

    private static List<RecordedQuestion> Questions(params string[] texts) =>
        [.. texts.Select((text, index) => new RecordedQuestion(index, QuestionKind.Unanswered, text, "fr", Audience.Employees, null, null, DateTimeOffset.UnixEpoch.AddMinutes(index)))];
}
