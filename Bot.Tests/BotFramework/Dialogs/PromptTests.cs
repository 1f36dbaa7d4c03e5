using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Dialogs.Choices;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.Tests.BotFramework.Dialogs;

public class PromptTests
{
    private static DialogRig Rig(Dialog prompt, PromptOptions options, string channelId = "test", Action<object?>? result = null) => new(
        new ComponentDialog("root")
            .AddDialog(new WaterfallDialog("w",
            [
                (step, cancellationToken) => step.PromptAsync(prompt.Id, options, cancellationToken),
                (step, cancellationToken) =>
                {
                    result?.Invoke(step.Result);
                    return step.EndDialogAsync(step.Result, cancellationToken);
                },
            ]))
            .AddDialog(prompt),
        channelId);

    private static PromptOptions Colors(string? retry = null)
    {
        var options = DialogRig.Ask("favorite color?", retry);
        options.Choices = ChoiceFactory.ToChoices(["red", "green", "blue"]);
        return options;
    }

    [Fact]
    public async Task Begin_OtherOptions_Throws()
    {
        var root = new ComponentDialog("root").AddDialog(new TextPrompt("text"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new DialogRig(root).Flow().Send("x").StartTestAsync());
    }

    [Fact]
    public async Task TextPrompt_Question_ExpectsInput()
    {
        await Rig(new TextPrompt("p"), DialogRig.Ask("Name?")).Flow().Send("x")
            .AssertReply(question =>
            {
                Assert.Equal("Name?", question.Text);
                Assert.Equal(InputHints.ExpectingInput, question.InputHint);
            })
            .StartTestAsync();
    }

    [Fact]
    public async Task Prompt_NotAMessage_IsIgnored()
    {
        object? result = null;
        await Rig(new TextPrompt("p"), DialogRig.Ask("Name?"), result: value => result = value).Flow()
            .Test("x", "Name?").Send(Activity.CreateEvent("e")).Send("Ada").StartTestAsync();
        Assert.Equal("Ada", result);
    }

    [Fact]
    public async Task Validator_Refuses_RetryPromptIsAskedAndAttemptsAreCounted()
    {
        var attempts = new List<int>();
        var prompt = new TextPrompt("p", (context, _) =>
        {
            attempts.Add(context.AttemptCount);
            return Task.FromResult(context.Recognized.Value!.Length > 2);
        });
        object? result = null;
        await Rig(prompt, DialogRig.Ask("Name?", "Longer, please."), result: value => result = value).Flow()
            .Test("x", "Name?").Test("a", "Longer, please.").Test("b", "Longer, please.").Send("Ada").StartTestAsync();
        Assert.Equal([1, 2, 3], attempts);
        Assert.Equal("Ada", result);
    }

    [Fact]
    public async Task Validator_SaysSomethingItself_NoRetryPrompt()
    {
        var prompt = new TextPrompt("p", async (context, cancellationToken) =>
        {
            await context.Context.SendActivityAsync("Too short.", cancellationToken: cancellationToken);
            return false;
        });
        var rig = Rig(prompt, DialogRig.Ask("Name?", "Again?"));
        await rig.Flow().Test("x", "Name?").Test("a", "Too short.").StartTestAsync();
        Assert.Null(rig.Adapter.GetNextReply());
    }

    [Fact]
    public async Task Validator_ChangesTheValue_ResultIsTheNewOne()
    {
        var prompt = new TextPrompt("p", (context, _) =>
        {
            context.Recognized.Value = context.Recognized.Value!.ToUpperInvariant();
            context.State["seen"] = true;
            return Task.FromResult(true);
        });
        object? result = null;
        await Rig(prompt, DialogRig.Ask("Name?"), result: value => result = value).Flow().Test("x", "Name?").Send("ada").StartTestAsync();
        Assert.Equal("ADA", result);
    }

    [Fact]
    public async Task Retry_WithoutRetryPrompt_AsksTheFirstQuestion()
    {
        await Rig(new ConfirmPrompt("p") { Style = ListStyle.None }, DialogRig.Ask("Sure?")).Flow()
            .Test("x", "Sure?").Test("the weather is nice", "Sure?").StartTestAsync();
    }

    [Fact]
    public async Task Question_AskedAgain_CarriesNoIdOfTheFirst()
    {
        var ids = new List<string?>();
        await Rig(new ConfirmPrompt("p"), DialogRig.Ask("Sure?")).Flow()
            .Send("x").AssertReply(question => ids.Add(question.Id)).Send("hm").AssertReply(question => ids.Add(question.Id)).StartTestAsync();
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task ChoicePrompt_TestChannel_WritesChoicesInline() =>
        await Rig(new ChoicePrompt("p"), Colors()).Flow().Test("x", "favorite color? (1) red, (2) green, or (3) blue").StartTestAsync();

    [Fact]
    public async Task ChoicePrompt_FrenchLocale_WritesFrenchWords()
    {
        var rig = Rig(new ChoicePrompt("p"), Colors());
        rig.Adapter.Locale = "fr-CA";
        await rig.Flow().Test("x", "favorite color? (1) red, (2) green ou (3) blue").StartTestAsync();
    }

    [Fact]
    public async Task ChoicePrompt_NoLocale_TakesTheDefault()
    {
        var rig = Rig(new ChoicePrompt("p", defaultLocale: "fr-FR"), Colors());
        rig.Adapter.Locale = null;
        rig.Adapter.Conversation.Locale = null;
        await rig.Flow().Send("x").AssertReplyContains(" ou (3) blue").StartTestAsync();
    }

    [Theory]
    [InlineData(ListStyle.None, "favorite color?")]
    [InlineData(ListStyle.Inline, "favorite color? (1) red, (2) green, or (3) blue")]
    [InlineData(ListStyle.List, "favorite color?\n\n   1. red\n   2. green\n   3. blue")]
    public async Task ChoicePrompt_StyleOfText_IsWritten(ListStyle style, string expected) =>
        await Rig(new ChoicePrompt("p") { Style = style }, Colors()).Flow().Test("x", expected).StartTestAsync();

    [Fact]
    public async Task ChoicePrompt_StyleOfTheOptions_WinsOverThePrompts()
    {
        var options = Colors();
        options.Style = ListStyle.None;
        await Rig(new ChoicePrompt("p") { Style = ListStyle.List }, options).Flow().Test("x", "favorite color?").StartTestAsync();
    }

    [Fact]
    public async Task ChoicePrompt_Directline_ShowsSuggestedActions()
    {
        await Rig(new ChoicePrompt("p"), Colors(), "directline").Flow().Send("x")
            .AssertReply(question =>
            {
                Assert.Equal("favorite color?", question.Text);
                Assert.Equal(["red", "green", "blue"], question.SuggestedActions!.Actions!.Select(action => action.Title));
                Assert.All(question.SuggestedActions.Actions!, action => Assert.Equal(ActionTypes.ImBack, action.Type));
            })
            .StartTestAsync();
    }

    [Fact]
    public async Task ChoicePrompt_HeroCard_CarriesTheQuestion()
    {
        await Rig(new ChoicePrompt("p") { Style = ListStyle.HeroCard }, Colors()).Flow().Send("x")
            .AssertReply(question =>
            {
                var card = Assert.Single(question.Attachments!);
                Assert.Equal(AttachmentContentTypes.HeroCard, card.ContentType);
                Assert.Equal("favorite color?", card.Content!.Value.GetProperty("text").GetString());
                Assert.Equal(3, card.Content.Value.GetProperty("buttons").GetArrayLength());
                Assert.True(string.IsNullOrEmpty(question.Text));
            })
            .StartTestAsync();
    }

    [Theory]
    [InlineData("red", "red")]
    [InlineData("I'd like the GREEN one", "green")]
    [InlineData("3", "blue")]
    [InlineData("la deuxième", "green")]
    [InlineData("le dernier", "blue")]
    public async Task ChoicePrompt_Answer_GivesTheChoice(string answer, string expected)
    {
        FoundChoice? found = null;
        await Rig(new ChoicePrompt("p"), Colors(), result: value => found = (FoundChoice)value!).Flow()
            .Send("x").AssertReplyContains("favorite color?").Send(answer).StartTestAsync();
        Assert.Equal(expected, found!.Value);
    }

    [Fact]
    public async Task ChoicePrompt_NotUnderstood_AsksTheRetryPromptWithChoices() =>
        await Rig(new ChoicePrompt("p"), Colors("your favorite color, please?")).Flow()
            .Send("x").AssertReplyContains("favorite color?")
            .Test("what?", "your favorite color, please? (1) red, (2) green, or (3) blue")
            .StartTestAsync();

    [Theory]
    [InlineData("en-us", "Sure? (1) Yes or (2) No")]
    [InlineData("fr-fr", "Sure? (1) Oui ou (2) Non")]
    [InlineData("xx-nonsense", "Sure? (1) Yes or (2) No")]
    public async Task ConfirmPrompt_Locale_WritesYesAndNo(string locale, string expected)
    {
        var rig = Rig(new ConfirmPrompt("p"), DialogRig.Ask("Sure?"));
        rig.Adapter.Locale = locale;
        await rig.Flow().Test("x", expected).StartTestAsync();
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("non merci", false)]
    [InlineData("1", true)]
    [InlineData("2", false)]
    [InlineData("le deuxième", false)]
    public async Task ConfirmPrompt_Answer_GivesABool(string answer, bool expected)
    {
        bool? result = null;
        await Rig(new ConfirmPrompt("p"), DialogRig.Ask("Sure?"), result: value => result = (bool)value!).Flow()
            .Send("x").AssertReplyContains("Sure?").Send(answer).StartTestAsync();
        Assert.Equal(expected, result);
    }

    [Theory]
    [InlineData("keep it", true)]
    [InlineData("throw it away please", false)]
    [InlineData("yes", true)]
    public async Task ConfirmPrompt_OwnChoices_AreUnderstoodToo(string answer, bool expected)
    {
        bool? result = null;
        var prompt = new ConfirmPrompt("p") { ConfirmChoices = (new Choice("Keep it"), new Choice("Throw it away")) };
        await Rig(prompt, DialogRig.Ask("Well?"), result: value => result = (bool)value!).Flow()
            .Test("x", "Well? (1) Keep it or (2) Throw it away").Send(answer).StartTestAsync();
        Assert.Equal(expected, result);
    }

    [Fact]
    public async Task ConfirmPrompt_LongNumberedSentence_IsNotAnAnswer() =>
        await Rig(new ConfirmPrompt("p") { Style = ListStyle.None }, DialogRig.Ask("Sure?", "Yes or no?")).Flow()
            .Test("x", "Sure?").Test("le deuxième fichier que j'ai envoyé a disparu", "Yes or no?").StartTestAsync();
}
