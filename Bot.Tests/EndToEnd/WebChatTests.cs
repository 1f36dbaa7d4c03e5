using AssistantBot.Tests.BotFramework.DirectLine;
using AssistantBot.Tests.Support;
using Microsoft.Playwright;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>Microsoft's Web Chat in Chromium against the product as a process.</summary>
public sealed class WebChatTests(WebChatFixture fixture) : IClassFixture<WebChatFixture>
{
    private const string PleaFrench = "troisième relance, ma mère est à l'hôpital et rien n'est arrivé";

    private ProductProcess Product => fixture.Product;

    private ChromiumBrowser Browser => fixture.Browser;

    [Theory]
    [InlineData("fr-FR", "", false)]
    [InlineData("en-GB", "", true)]
    [InlineData("fr-FR", "?as=employee", false)]
    public async Task Question_FromThePagesOwnSuggestions_ShowsAnswerWithSource(string locale, string query, bool phone)
    {
        var page = await Browser.OpenAsync(locale, phone);
        await page.GotoAsync(new Uri(Product.BaseAddress, "chat" + query).ToString());
        var suggestion = page.Locator(".suggestion").First;
        await suggestion.WaitForAsync();
        Assert.Equal("{}", await page.EvaluateAsync<string>("JSON.stringify({ ...localStorage, ...sessionStorage })"));
        Assert.Empty(await page.Context.CookiesAsync());
        var name = $"chat-{locale[..2]}{query.Replace("?as=", "-", StringComparison.Ordinal)}";
        await ChromiumBrowser.SaveAsync(page, name + "-welcome");
        var question = await suggestion.InnerTextAsync();
        await suggestion.ClickAsync();

        var chat = new ChatPage(page);
        await chat.Own.Filter(new() { HasText = question }).First.WaitForAsync();
        var answer = chat.MachineMessages.Filter(new() { HasText = "Source" }).First;
        await answer.WaitForAsync();
        await ChromiumBrowser.SaveAsync(page, name + "-answer");
        Browser.AssertNoProblems();
    }

    [Theory]
    [InlineData("fr-FR", false, "fr", "Au bout de trois jours exactement.")]
    [InlineData("en-GB", true, "en", "After three days exactly.")]
    public async Task Knowledge_EditedAtTheDesk_IsAnsweredAndUndoneToo(string locale, bool phone, string language, string edited)
    {
        var desk = await KnowledgePage.OpenAsync(Product, await Browser.OpenAsync(locale, phone, fixture.DeskState), "Claire");
        await ChromiumBrowser.SaveAsync(desk.Page, $"knowledge-list-{language}");
        await desk.FindAsync("commande-suivi", language);
        var question = await desk.Question.InputValueAsync();
        await ChromiumBrowser.SaveAsync(desk.Page, $"knowledge-entry-{language}");
        var chat = await ChatPage.OpenAsync(Product, await Browser.OpenAsync(locale));
        var before = await chat.AskAsync(question);
        await chat.PressAsync(language == "fr" ? "Voir la source" : "See the source");
        await chat.Page.Locator(".ac-adaptiveCard").Filter(new() { HasText = question }).First.WaitForAsync();
        await ChromiumBrowser.SaveAsync(chat.Page, $"chat-source-{language}");

        await desk.PublishShortAsync(edited);
        await ChromiumBrowser.SaveAsync(desk.Page, $"knowledge-published-{language}");
        Assert.Contains(edited, await chat.AskAsync(question), StringComparison.Ordinal);

        await desk.RestoreAsync(1);
        Assert.DoesNotContain(edited, await chat.AskAsync(question), StringComparison.Ordinal);
        Assert.DoesNotContain(edited, before, StringComparison.Ordinal);
        await chat.SayAsync(language == "fr" ? "zut, où acheter des licornes violettes ?" : "where can I buy purple unicorns?");
        await desk.ShowWorkAsync();
        await ChromiumBrowser.SaveAsync(desk.Page, $"knowledge-work-{language}");
        Browser.AssertNoProblems();
    }

    [Fact]
    public async Task Conversation_HandedToAPersonAndBack_LosesNothingOverAReload()
    {
        var desk = await OpenDeskAsync("Sophie");
        var known = await KnownAsync(desk);
        var chat = await ChatPage.OpenAsync(Product, await Browser.OpenAsync("fr-FR", phone: true));

        await chat.SayAsync(PleaFrench);
        var handoff = await desk.NextWaitingAsync(known);
        await ChromiumBrowser.SaveAsync(desk.Page, "desk-waiting");
        await desk.AcceptAsync(handoff);
        await desk.Reply.WaitForAsync();
        await desk.HearAsync("troisième relance");

        await desk.ReplyAsync("Bonjour, ici Sophie. Je regarde votre dossier.");
        await chat.HearHumanAsync("Je regarde votre dossier");
        await desk.NoteAsync("Transporteur appelé, colis à Lyon.");
        await chat.SayAsync("merci, commande 4471");
        await desk.HearAsync("commande 4471");
        await ChromiumBrowser.SaveAsync(desk.Page, "desk-talking");
        await ChromiumBrowser.SaveAsync(chat.Page, "chat-person");

        await chat.Page.ReloadAsync();
        await chat.OnlineAsync();
        await chat.HearHumanAsync("Je regarde votre dossier");
        await Assertions.Expect(chat.Own.Filter(new() { HasText = "commande 4471" })).ToHaveCountAsync(1);
        await Assertions.Expect(chat.Page.GetByText("Transporteur appelé")).ToHaveCountAsync(0);

        await desk.ReplyAsync("Votre colis part demain matin.");
        await chat.HearHumanAsync("part demain matin");
        var before = await chat.MachineMessages.CountAsync();
        await desk.CloseAsync();
        await chat.MachineMessages.Nth(before).WaitForAsync();
        await ChromiumBrowser.SaveAsync(desk.Page, "desk-closed");

        await chat.AskAsync("Comment retourner un article ?");
        await ChromiumBrowser.SaveAsync(chat.Page, "chat-after");
        Browser.AssertNoProblems();
    }

    [Fact]
    public async Task File_SentInWebChat_IsKeptForThePersonAtTheDesk()
    {
        var desk = await OpenDeskAsync("Sophie");
        var known = await KnownAsync(desk);
        var chat = await ChatPage.OpenAsync(Product, await Browser.OpenAsync("fr-FR", phone: true));
        var before = await chat.MachineMessages.CountAsync();

        await chat.Page.Locator("input[type=file]").SetInputFilesAsync(
        [
            new FilePayload { Name = "fauteuil.png", MimeType = "image/png", Buffer = DirectLineUploadTests.Png },
            new FilePayload { Name = "mesures.csv", MimeType = "text/csv", Buffer = "largeur;68"u8.ToArray() },
        ]);
        await ChromiumBrowser.SaveAsync(chat.Page, "chat-file-chosen");
        await chat.SendAsync();
        await chat.MachineMessages.Nth(before).WaitForAsync();
        await Assertions.Expect(chat.MachineMessages.Last).ToContainTextAsync("Je ne lis pas les fichiers");
        await Assertions.Expect(chat.Own.Locator("img[alt='fauteuil.png']")).ToBeVisibleAsync();
        await Assertions.Expect(chat.Own.Locator(".webchat__fileContent__fileName")).ToHaveTextAsync("mesures.csv");
        await Assertions.Expect(chat.Own.Locator(".webchat__fileContent__fileName")).ToHaveCSSAsync("color", "rgb(255, 255, 255)");
        await ChromiumBrowser.SaveAsync(chat.Page, "chat-file");
        await chat.PressAsync("Oui, une personne");
        var handoff = await desk.NextWaitingAsync(known);
        await desk.AcceptAsync(handoff);
        var link = desk.Transcript.Locator(".file a");
        await link.First.WaitForAsync();
        await Assertions.Expect(link).ToHaveTextAsync(["fauteuil.png", "mesures.csv"]);
        await Assertions.Expect(desk.Transcript.GetByText("fauteuil.png")).ToHaveCountAsync(1);
        await Assertions.Expect(desk.Page.Locator("section.file")).ToContainTextAsync("La personne a envoyé un fichier");
        await ChromiumBrowser.SaveAsync(desk.Page, "desk-file");

        using var http = new HttpClient { BaseAddress = Product.BaseAddress };
        Assert.Equal(DirectLineUploadTests.Png, await http.GetByteArrayAsync(await link.First.GetAttributeAsync("href")));
        await chat.Page.ReloadAsync();
        await chat.OnlineAsync();
        await desk.CloseAsync();
        Browser.AssertNoProblems();
    }

    [Fact]
    public async Task Accept_ByTwoAssistantsAtOnce_GivesOneWinnerAndTellsTheOther()
    {
        var sophie = await OpenDeskAsync("Sophie");
        var karim = await OpenDeskAsync("Karim");
        var known = await KnownAsync(sophie);
        var chat = await ChatPage.OpenAsync(Product, await Browser.OpenAsync("en-GB"));
        await chat.SayAsync("I want to speak to a person");
        var handoff = await sophie.NextWaitingAsync(known);
        await karim.Page.Locator($"[data-group=waiting] [data-handoff='{handoff}']").WaitForAsync();

        await Task.WhenAll(sophie.AcceptAsync(handoff), karim.AcceptAsync(handoff));

        await sophie.Notice.WaitForAsync();
        await karim.Notice.WaitForAsync();
        string[] notices = [await sophie.Notice.GetAttributeAsync("class") ?? "", await karim.Notice.GetAttributeAsync("class") ?? ""];
        Assert.Equal(["ok", "refused"], notices.Order());
        var (winner, loser, name) = notices[0] == "ok" ? (sophie, karim, "Sophie") : (karim, sophie, "Karim");
        Assert.Contains(name, await loser.Notice.InnerTextAsync(), StringComparison.Ordinal);
        await ChromiumBrowser.SaveAsync(loser.Page, "desk-lost-race");
        await winner.CloseAsync();
        Browser.AssertNoProblems();
    }

    [Fact]
    public async Task Demonstration_Played_ReachesItsEnd()
    {
        var page = await Browser.OpenAsync("fr-FR");
        await page.GotoAsync(new Uri(Product.BaseAddress, "demo?fast").ToString());
        await page.Locator("body[data-demo=ready]").WaitForAsync();
        await page.Locator("#play").ClickAsync();
        await page.Locator("#desks.two").WaitForAsync();
        await ChromiumBrowser.SaveAsync(page, "demo-race");
        await page.Locator("body:is([data-demo=done], [data-demo=failed])").WaitForAsync(new() { Timeout = 4 * Patience.GenerousMilliseconds });
        await ChromiumBrowser.SaveAsync(page, "demo-end");
        Assert.Null(await page.Locator("body").GetAttributeAsync("data-failed-at"));
        Browser.AssertNoProblems();
    }

    [Theory]
    [InlineData("fr-FR", false, "Je voudrais parler à une personne, commande 12 34 56 78", "je voudrais qu'une personne me redise où acheter")]
    [InlineData("en-GB", true, "I would like to talk to a person, order 12 34 56 78", "can a person tell me again where to buy")]
    public async Task WrongDecision_MarkedRewrittenAndApproved_StandsInTheOfficesExamples(string locale, bool phone, string said, string rewrite)
    {
        var language = locale[..2];
        var desk = await DeskPage.OpenAsync(Product, await Browser.OpenAsync(locale, phone, fixture.DeskState), "Sophie");
        var known = await KnownAsync(desk);
        var chat = await ChatPage.OpenAsync(Product, await Browser.OpenAsync(locale));
        await chat.SayAsync(said);
        await desk.AcceptAsync(await desk.NextWaitingAsync(known));
        await desk.Reply.WaitForAsync();
        await ChromiumBrowser.SaveAsync(desk.Page, $"desk-accepted-{language}");

        await desk.MarkAsync(said, "routine");
        if (phone)
            await desk.ShowAsync("Queue");
        var review = desk.Reviews.Filter(new() { HasText = said });
        var proposal = review.Locator("textarea");
        Assert.DoesNotContain("12 34", await proposal.InputValueAsync(), StringComparison.Ordinal);
        await review.ScrollIntoViewIfNeededAsync();
        await ChromiumBrowser.SaveAsync(desk.Page, $"desk-review-{language}");
        await proposal.FillAsync(rewrite);
        await review.Locator("[data-action=try]").ClickAsync();
        await review.Locator(".trial").WaitForAsync();
        await review.Locator("[data-action=approve]").ScrollIntoViewIfNeededAsync();
        await ChromiumBrowser.SaveAsync(desk.Page, $"desk-review-tried-{language}");
        await review.Locator("[data-action=approve]").ClickAsync();
        await review.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        var kept = await File.ReadAllTextAsync(Path.Combine(fixture.Examples.FullName, $"approved.{language}.txt"));
        Assert.Equal($"[routine]\n{rewrite}\n", kept);
        Browser.AssertNoProblems();
    }

    [Theory]
    [InlineData("fr-FR", false, "je vais me tuer ce soir")]
    [InlineData("en-GB", true, "I am going to kill myself tonight")]
    public async Task Danger_Waiting_IsAnAlarmUntilSomebodyTakesIt(string locale, bool phone, string said)
    {
        var desk = await DeskPage.OpenAsync(Product, await Browser.OpenAsync(locale, phone, fixture.DeskState), "Sophie");
        var chat = await ChatPage.OpenAsync(Product, await Browser.OpenAsync(locale));
        var knowledge = await KnowledgePage.OpenAsync(Product, await Browser.OpenAsync(locale, phone, fixture.DeskState), "Claire");
        await chat.SayAsync(said);

        await desk.Alarms.WaitForAsync();
        await knowledge.Alarm.WaitForAsync();
        await ChromiumBrowser.SaveAsync(knowledge.Page, $"knowledge-alarm-{locale[..2]}");
        await ChromiumBrowser.SaveAsync(desk.Page, $"desk-alarm-{locale[..2]}");
        Assert.StartsWith("⚠", await desk.Page.TitleAsync(), StringComparison.Ordinal);
        await desk.Alarms.Locator("[data-action=accept]").ClickAsync();
        await desk.Alarms.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await knowledge.Alarm.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await desk.HearAsync(said);
        await ChromiumBrowser.SaveAsync(desk.Page, $"desk-danger-{locale[..2]}");
        Browser.AssertNoProblems();
    }

    private async Task<DeskPage> OpenDeskAsync(string name) =>
        await DeskPage.OpenAsync(Product, await Browser.OpenAsync("fr-FR", storageState: fixture.DeskState), name);

    private static async Task<HashSet<string>> KnownAsync(DeskPage desk)
    {
        var ids = await desk.Waiting.EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.handoff)");
        return [.. ids];
    }
}
