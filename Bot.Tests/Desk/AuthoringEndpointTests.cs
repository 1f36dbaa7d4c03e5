using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Gaps;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Proposals;
using AssistantBot.Knowledge.Publishing;
using Microsoft.Extensions.AI;
using Moq;

namespace AssistantBot.Tests.Desk;

public sealed class AuthoringEndpointTests
{
    private static readonly string[] Reads = ["entries", "entry?id=ou&language=fr", "work", "draft?handoff=h1"];
    private static readonly string[] Writes = ["save", "undo", "withdraw", "resolve", "propose", "proposals/dismiss", "gaps", "gaps/done", "questions/dismiss"];

    [Fact]
    public async Task Knowledge_WithoutASession_OrFromElsewhere_IsRefused()
    {
        await using var host = await DeskHost.StartAsync();
        using var nobody = host.NewBrowser();
        using var assistant = await host.SignInAsync();
        assistant.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var form = await host.SignInAsync();
        foreach (var path in Reads)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(At(path))).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await assistant.GetAsync(At(path))).StatusCode);
        }

        foreach (var path in Writes)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsJsonAsync(At(path), new { id = "ou" })).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await assistant.PostAsJsonAsync(At(path), new { id = "ou" })).StatusCode);
            using var text = new StringContent("{}", Encoding.UTF8, "text/plain");
            Assert.Equal(HttpStatusCode.Forbidden, (await form.PostAsync(At(path), text)).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest, (await form.PostAsJsonAsync(At(path), new { })).StatusCode);
        }
    }

    [Fact]
    public async Task Knowledge_OfADemonstration_IsClosed()
    {
        await using var host = await DeskHost.StartAsync();
        using var visitor = host.NewBrowser();
        using var shown = await visitor.GetAsync(new Uri("/demo", UriKind.Relative));
        visitor.DefaultRequestHeaders.Add("Cookie", DeskHost.CookieOf(shown));
        visitor.DefaultRequestHeaders.Add("X-Desk-Scope", "demo");

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/desk/api/queue", UriKind.Relative))).StatusCode);
        foreach (var path in Reads)
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(At(path))).StatusCode);
    }

    [Fact]
    public async Task Save_EditUndoWithdraw_ChangeWhatAnswersAndKeepTheHistory()
    {
        await using var host = await StartAsync();
        using var sophie = await host.SignInAsync("Sophie");

        var saved = await PostAsync(sophie, "save", new { id = "ou", language = "fr", version = 1, fields = Fields("Où est l'accueil ?", "Au deuxième.") });
        Assert.Equal(2, saved.GetProperty("entry").GetProperty("version").GetInt32());
        Assert.Equal("Au deuxième.", Assert.Single(host.Retriever.Knowledge.Entries).Answer);
        var late = await sophie.PostAsJsonAsync(At("save"), new { id = "ou", language = "fr", version = 1, fields = Fields("Où ?", "Trop tard.") });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.True((await late.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("moved").GetBoolean());

        var undone = await PostAsync(sophie, "undo", new { id = "ou", language = "fr", version = 2, to = 1 });
        Assert.Equal("Là.", undone.GetProperty("entry").GetProperty("fields").GetProperty("answer").GetString());
        Assert.Equal("Là.", Assert.Single(host.Retriever.Knowledge.Entries).Answer);
        await PostAsync(sophie, "withdraw", new { id = "ou", language = "fr", version = 3 });
        Assert.Empty(host.Retriever.Knowledge.Entries);

        var entry = await DeskHost.ReadAsync(sophie, "/desk/api/knowledge/entry?id=ou&language=fr");
        Assert.Equal(
            ["Withdrawn Sophie", "Restored Sophie", "Edited Sophie", "Imported knowledge/"],
            entry.GetProperty("history").EnumerateArray().Select(line => $"{line.GetProperty("kind")} {line.GetProperty("author")}"));
    }

    [Theory]
    [InlineData("Où ?", "", "no answer")]
    [InlineData("", "Ici.", "heading is empty")]
    [InlineData("Où ?", "# Titre\n\nIci.", "question of its own")]
    [InlineData("Où ?", "<script>alert(1)</script>", "HTML")]
    [InlineData("Où ?", "[ici](javascript:alert(1))", "Links may start")]
    public async Task Save_WhatNoFileMaySay_IsRefusedWithTheReason(string question, string answer, string reason)
    {
        await using var host = await StartAsync();
        using var sophie = await host.SignInAsync();

        var result = await PostAsync(sophie, "save", new { id = "ou", language = "fr", version = 1, fields = Fields(question, answer) });

        Assert.Equal(JsonValueKind.Null, result.GetProperty("entry").ValueKind);
        Assert.Contains(result.GetProperty("problems").EnumerateArray(), problem => problem.GetString()!.Contains(reason, StringComparison.OrdinalIgnoreCase));
        Assert.Equal("Là.", Assert.Single(host.Retriever.Knowledge.Entries).Answer);
    }

    [Fact]
    public async Task Save_NewEntry_GetsAnIdOfItsOwn()
    {
        await using var host = await StartAsync();
        using var sophie = await host.SignInAsync();

        var one = await PostAsync(sophie, "save", new { language = "fr", version = 0, fields = Fields("Où laver sa voiture ?", "Au sous-sol.") });
        var two = await PostAsync(sophie, "save", new { language = "fr", version = 0, fields = Fields("Où laver sa voiture ?", "Contact : l'accueil.\n\nAu sous-sol.") });

        Assert.Equal("ou-laver-sa-voiture", one.GetProperty("entry").GetProperty("id").GetString());
        Assert.Equal("ou-laver-sa-voiture-2", two.GetProperty("entry").GetProperty("id").GetString());
        Assert.Equal("Contact : l'accueil.\n\nAu sous-sol.", host.Retriever.Knowledge.Entries.Single(entry => entry.Id.EndsWith("-2", StringComparison.Ordinal)).Answer);
    }

    [Fact]
    public async Task Resolve_Conflict_TakesTheFile()
    {
        await using var host = await StartAsync();
        using var sophie = await host.SignInAsync();
        await PostAsync(sophie, "save", new { id = "ou", language = "fr", version = 1, fields = Fields("Où ?", "Au deuxième.") });
        await ImportAsync(host, "Au sous-sol.");

        var work = await DeskHost.ReadAsync(sophie, "/desk/api/knowledge/work");
        Assert.Equal("ou", Assert.Single(work.GetProperty("conflicts").EnumerateArray()).GetProperty("id").GetString());
        var result = await PostAsync(sophie, "resolve", new { id = "ou", language = "fr", version = 2, take = true });

        Assert.Equal("Au sous-sol.", result.GetProperty("entry").GetProperty("fields").GetProperty("answer").GetString());
        Assert.False(result.GetProperty("entry").GetProperty("offered").GetBoolean());
    }

    [Fact]
    public async Task Gaps_RawWordsUntilApproved_ThenTheApprovedOnly()
    {
        await using var host = await StartAsync();
        using var sophie = await host.SignInAsync("Sophie");
        var now = DateTimeOffset.UtcNow;
        host.Gaps.Questions.AddRange(
        [
            new RecordedQuestion(1, QuestionKind.Unanswered, "Où laver ma voiture, je suis Mme Durand ?", "fr", Audience.Employees, null, null, now),
            new RecordedQuestion(2, QuestionKind.Unanswered, "laver sa voiture au bureau", "fr", Audience.Employees, null, null, now),
            new RecordedQuestion(3, QuestionKind.Rejected, "Où est l'accueil ?", "fr", Audience.Clients, "ou", "non", now),
            new RecordedQuestion(4, QuestionKind.Unanswered, "trop vieux", "fr", Audience.Clients, null, null, now.AddDays(-31)),
        ]);

        var work = await DeskHost.ReadAsync(sophie, "/desk/api/knowledge/work");
        var groups = work.GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal(2, groups.Count);
        Assert.DoesNotContain("trop vieux", work.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Où est l'accueil ?", groups[1].GetProperty("entryQuestion").GetString());
        var refused = await PostAsync(sophie, "gaps", new { text = "Rappeler le 06 12 34 56 78", questions = new[] { 1, 2 } });
        Assert.False(refused.GetProperty("ok").GetBoolean());

        Assert.True((await PostAsync(sophie, "gaps", new { text = "Où laver sa voiture ?", questions = new[] { 1, 2 } })).GetProperty("ok").GetBoolean());
        await PostAsync(sophie, "questions/dismiss", new { questions = new[] { 3 } });
        work = await DeskHost.ReadAsync(sophie, "/desk/api/knowledge/work");
        Assert.Empty(work.GetProperty("groups").EnumerateArray());
        Assert.DoesNotContain("Durand", work.GetRawText(), StringComparison.Ordinal);
        var gap = Assert.Single(work.GetProperty("gaps").EnumerateArray());
        Assert.Equal(("Où laver sa voiture ?", 2, "Sophie"), (gap.GetProperty("text").GetString(), gap.GetProperty("count").GetInt32(), gap.GetProperty("approvedBy").GetString()));
        await PostAsync(sophie, "gaps/done", new { id = gap.GetProperty("id").GetString() });
        Assert.Empty((await DeskHost.ReadAsync(sophie, "/desk/api/knowledge/work")).GetProperty("gaps").EnumerateArray());
    }

    [Fact]
    public async Task Propose_PhrasingsAndTranslation_StayUntilTheyArePublishedOrDismissed()
    {
        await using var host = await StartAsync();
        host.Model = Mock.Of<IChatClient>();
        Mock.Get(host.Model).Setup(model => model.GetStreamingResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions>(), It.IsAny<CancellationToken>()))
            .Returns((IEnumerable<ChatMessage> messages, ChatOptions _, CancellationToken _) => Says(messages.First().Text.Contains("English", StringComparison.Ordinal)
                ? """{"question": "Where is the reception desk?", "answer": "It is right there."}"""
                : """["Où se trouve l'accueil du bureau ?", "À quel endroit est la réception ?"]"""));
        using var sophie = await host.SignInAsync("Sophie");
        using var paul = await host.SignInAsync("Paul");
        var asked = new { id = "ou", language = "fr", fields = Fields("Où est l'accueil ?", "Là."), take = false };

        Assert.True((await PostAsync(sophie, "propose", asked)).GetProperty("found").GetBoolean());
        await PostAsync(sophie, "propose", asked with { take = true });
        var open = await ProposalAsync(paul);
        Assert.Equal(["Où se trouve l'accueil du bureau ?", "À quel endroit est la réception ?"], PhrasingsOf(open));
        Assert.Equal(("en", "Where is the reception desk?"), (open.GetProperty("language").GetString(), open.GetProperty("translation").GetProperty("question").GetString()));

        // Asked again, what is open already is no second time there.
        Assert.Equal(2, PhrasingsOf(await PostAsync(sophie, "propose", asked)).Count());
        await PostAsync(paul, "proposals/dismiss", new { id = "ou", language = "fr", phrasing = "À quel endroit est la réception ?" });
        Assert.Equal(["Où se trouve l'accueil du bureau ?"], PhrasingsOf(await ProposalAsync(sophie)));

        await PostAsync(sophie, "save", new { id = "ou", language = "fr", version = 1, fields = new { question = "Où est l'accueil ?", answer = "Là.", source = "Guide", audience = "All", alsoAsked = new[] { "Où se trouve l'accueil du bureau ?" } } });
        open = await ProposalAsync(sophie);
        Assert.Empty(PhrasingsOf(open));
        Assert.Equal(JsonValueKind.Object, open.GetProperty("translation").ValueKind);
        await PostAsync(sophie, "save", new { id = "ou", language = "en", version = 0, fields = Fields("Where is the reception desk?", "It is right there.") });
        Assert.Equal(JsonValueKind.Null, (await ProposalAsync(sophie)).ValueKind);
        Assert.Empty(await host.Proposals.ReadAsync("ou", "fr", CancellationToken.None));
    }

    [Fact]
    public async Task Propose_TranslationOfATextThatHasChanged_IsNotShown_AndOneDismissedIsGone()
    {
        await using var host = await StartAsync();
        var open = new OpenProposals(host.Proposals, host.Knowledge);
        var entry = host.Retriever.Knowledge.Entries.Single();
        await open.KeepAsync(entry, [], entry with { Language = "en", Question = "Where?", Answer = "There." }, CancellationToken.None);
        using var sophie = await host.SignInAsync();

        Assert.Equal(JsonValueKind.Object, (await ProposalAsync(sophie)).ValueKind);
        await PostAsync(sophie, "save", new { id = "ou", language = "fr", version = 1, fields = Fields("Où est l'accueil ?", "Au deuxième.") });
        Assert.Equal(JsonValueKind.Null, (await ProposalAsync(sophie)).ValueKind);
        await PostAsync(sophie, "undo", new { id = "ou", language = "fr", version = 2, to = 1 });
        Assert.Equal(JsonValueKind.Object, (await ProposalAsync(sophie)).ValueKind);
        await PostAsync(sophie, "proposals/dismiss", new { id = "ou", language = "fr", take = true });
        Assert.Equal(JsonValueKind.Null, (await ProposalAsync(sophie)).ValueKind);
    }

    [Fact]
    public async Task Draft_OfAConfidentialHandoffOfSomebodyElse_IsNotMade()
    {
        await using var host = await StartAsync();
        using var sophie = await host.SignInAsync();
        host.AddHandoff("h1", confidential: true);

        Assert.Equal(HttpStatusCode.NotFound, (await sophie.GetAsync(At("draft?handoff=h1"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sophie.GetAsync(At("draft?handoff=absent"))).StatusCode);
    }

    [Fact]
    public async Task Draft_OfAnOpenOne_BeginsWithWhatWasAsked()
    {
        await using var host = await StartAsync();
        using var sophie = await host.SignInAsync();
        host.AddHandoff("h1");

        var draft = await DeskHost.ReadAsync(sophie, "/desk/api/knowledge/draft?handoff=h1");

        Assert.Equal("Ce qui est demandé", draft.GetProperty("fields").GetProperty("question").GetString());
        Assert.Equal(("fr", "Clients"), (draft.GetProperty("language").GetString(), draft.GetProperty("fields").GetProperty("audience").GetString()));
    }

    private static async Task<DeskHost> StartAsync()
    {
        var host = await DeskHost.StartAsync();
        await ImportAsync(host, "Là.");
        return host;
    }

    private static async Task ImportAsync(DeskHost host, string answer)
    {
        var file = KnowledgeFile.Parse("guide.fr.md", $"# Guide\n\n## Où est l'accueil ?\n<!-- id: ou -->\n\n{answer}");
        using var publisher = new KnowledgePublisher(host.Knowledge, host.Retriever);
        await publisher.ImportAsync(KnowledgeImportSet.Of(KnowledgeFolder.Combine([file])), force: false, KnowledgeAuthor.Folder, CancellationToken.None);
    }

    private static async Task<JsonElement> ProposalAsync(HttpClient browser) =>
        (await DeskHost.ReadAsync(browser, "/desk/api/knowledge/entry?id=ou&language=fr")).GetProperty("proposal");

    private static IEnumerable<string?> PhrasingsOf(JsonElement proposal) => proposal.GetProperty("phrasings").EnumerateArray().Select(phrasing => phrasing.GetString());

    private static async IAsyncEnumerable<ChatResponseUpdate> Says(string text)
    {
        await Task.CompletedTask;
        yield return new ChatResponseUpdate(ChatRole.Assistant, text);
    }

    private static object Fields(string question, string answer) => new { question, answer, source = "Guide", audience = "All" };

    private static Uri At(string path) => new($"/desk/api/knowledge/{path}", UriKind.Relative);

    private static async Task<JsonElement> PostAsync(HttpClient browser, string path, object body)
    {
        using var response = await browser.PostAsJsonAsync(At(path), body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
