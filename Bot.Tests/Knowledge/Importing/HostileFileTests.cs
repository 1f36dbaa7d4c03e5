using System.IO.Compression;
using System.Text;
using AssistantBot.Knowledge.Importing;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Tests.Knowledge.Importing;

/// <summary>Files made to cost: each is refused with a reason, soon, and none throws. Without their limits these take hours or the memory.</summary>
public sealed class HostileFileTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(">", 5_000, "nested")]
    [InlineData("- ", 5_000, "")]
    [InlineData("*a **a ", 5_000, "characters")]
    [InlineData("[a](", 100_000, "characters")]
    [InlineData("[a](\n\n", 1_001, null)]
    [InlineData("[", 10_000, "brackets")]
    [InlineData("#[a](\n", 50_000, "brackets")]
    [InlineData("####### [a](\n", 50_000, "brackets")]
    [InlineData("a\n    # [a](\n", 50_000, "brackets")]
    [InlineData("<!--", 1_000_000, "characters")]
    [InlineData("a\n\n", 300_000, "paragraphs")]
    [InlineData("a ", 1_000_000, "characters")]
    public async Task Markdown_MadeToCost_IsRefusedOrReadInTime(string unit, int times, string? reason)
    {
        var read = await InTimeAsync("a.md", "# Où ?\n\n" + Repeat(unit, times));

        if (reason is null)
            Assert.True(read.IsValid, string.Join('\n', read.Problems));
        else
            AssertRefused(read, reason);
    }

    [Fact]
    public async Task Markdown_LinkWrittenOnceUsedAThousandTimes_IsNotMultiplied()
    {
        var read = await InTimeAsync("a.md", $"[b]: https://x.example/{new string('y', 50_000)}\n\n# Où ?\n\n" + Repeat(Repeat("[b]", 900) + "\n\n", 20));

        Assert.False(read.IsValid);
        Assert.All(read.Loaded, loaded => Assert.True(loaded.Entry.Answer.Length < 1_000_000));
    }

    [Fact]
    public async Task Markdown_ManyPhrasings_AreRefused()
    {
        var phrasings = string.Concat(Enumerable.Range(0, 9_000).Select(number => $"{number}|"));

        AssertRefused(await InTimeAsync("a.md", $"# Où ?\nAlso asked: {phrasings}\n\nIci."), "other phrasings");
    }

    [Fact]
    public async Task Markdown_WarningOnEveryLine_IsSaidOftenEnough()
    {
        var read = await InTimeAsync("a.md", "# Où ?\n\n" + Repeat("a\u200b\n\n", 5_000));

        Assert.InRange(read.Problems.Count, 1, 300);
    }

    [Fact]
    public void Markdown_TextWithoutAnyHeading_IsRefused()
    {
        // As a file is that was cut short: its entries must not be withdrawn.
        AssertRefused(KnowledgeFile.Parse("a.md", "Rien que du texte."), "no entry");
    }

    [Theory]
    [InlineData("\\ud800", "x")]
    [InlineData("Où ?", "\\udc00")]
    public void Json_HalfACharacter_IsRefused(string question, string answer)
    {
        var read = KnowledgeFormats.Read("a.json", ImportedFiles.Utf8($"[\n{{\"question\":\"{question}\",\"answer\":\"{answer}\"}}]"));

        AssertRefused(read, "half a character");
        Assert.Equal(2, Assert.Single(read.Problems).Line);
    }

    [Fact]
    public async Task Json_AnswerOfSpaces_IsReadInTime() =>
        AssertRefused(await InTimeAsync("a.json", $"[{{\"question\":\"Où ?\",\"answer\":\"# a{new string(' ', 90_000)}b\"}}]"), "characters");

    [Fact]
    public async Task Json_OneLongLine_IsReadInTime() =>
        AssertRefused(await InTimeAsync("a.json", $"[{{\"question\":\"Où ?\",\"answer\":\"{new string('a', 99_000)}\\nb\"}}]"), "characters");

    [Fact]
    public async Task Json_MillionsOfEntries_AreRefused() =>
        AssertRefused(await InTimeAsync("a.json", "[" + Repeat("{},\n", 2_000_000) + "{}]"), "entries");

    [Fact]
    public void Json_TagThatEndsItsComment_StaysATag()
    {
        var read = KnowledgeFormats.Read("a.json", ImportedFiles.Utf8("[{\"question\":\"Où ?\",\"answer\":\"Ici.\",\"metadata\":{\"mark\":\"--->b\"}}]"));

        Assert.True(read.IsValid, string.Join('\n', read.Problems));
        Assert.Equal("Ici.", Assert.Single(read.Entries).Answer);
    }

    [Fact]
    public async Task Table_OneAnswerForThousandsOfQuestions_IsRefused() =>
        AssertRefused(await InTimeAsync("a.csv", "question,answer\n" + string.Concat(Enumerable.Range(0, 200_000).Select(row => $"q{row},A\n"))), "other phrasings");

    [Fact]
    public async Task Table_MillionsOfColumns_AreRefused() =>
        AssertRefused(await InTimeAsync("a.csv", "question,answer" + Repeat(",a", 5_000_000)), "cells");

    [Fact]
    public void Table_QuestionWithoutAnswer_IsNamedInShort()
    {
        var read = KnowledgeFormats.Read("a.csv", ImportedFiles.Utf8($"question,answer\n\"{Repeat("q\n", 5_000)}\",\n"));

        Assert.False(read.IsValid);
        Assert.All(read.Problems, problem => Assert.InRange(problem.Reason.Length, 1, 300));
        Assert.DoesNotContain(read.Problems, problem => problem.Reason.Contains('\n', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<div>", 3_000_000, "elements")]
    [InlineData("<div>", 200_000, "nested")]
    [InlineData("<b>", 100_000, "nested")]
    [InlineData("<i>x</i>", 400_000, "elements")]
    public async Task Html_MadeToCost_IsRefused(string unit, int times, string reason) =>
        AssertRefused(await InTimeAsync("a.html", "<h1>Où ?</h1>" + Repeat(unit, times)), reason);

    [Fact]
    public async Task Html_EmphasisThatComesAgainInEveryParagraph_IsRefused()
    {
        var open = string.Concat(Enumerable.Range(0, 150).Select(size => $"<font size={size}>"));

        AssertRefused(await InTimeAsync("a.html", $"<h1>Où ?</h1><div>{open}</div>" + Repeat("<p>x</p>", 10_000)), "elements");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a='b c'/")]
    [InlineData("=\"")]
    public async Task Html_ElementOfManyAttributes_IsRefused(string attribute)
    {
        var attributes = string.Concat(Enumerable.Range(0, 200_000).Select(number => $"{attribute}{number} "));

        AssertRefused(await InTimeAsync("a.html", $"<h1>Où ?</h1><p {attributes}>Ici."), "attributes");
    }

    [Fact]
    public async Task Html_StyleOfManyColors_IsReadInTime()
    {
        var read = await InTimeAsync("a.html", $"<h1>Où ?</h1><p style='{Repeat(";color:rgba(", 300_000)}'>Ici.</p>");

        Assert.Equal("Ici.", Assert.Single(read.Entries).Answer);
    }

    [Fact]
    public async Task Html_WhiteParagraphsOnOneLongStyle_AreReadInTime()
    {
        var read = await InTimeAsync("a.html", $"<h1>Où ?</h1><p>Ici.</p><div style='{Repeat(";a:b", 100_000)}'>{Repeat("<p style='color:#fff'>x</p>", 20_000)}</div>");

        Assert.Equal("Ici.", Assert.Single(read.Entries).Answer);
    }

    [Theory]
    [InlineData("q ", "div ", 60, "<div>", 100)]
    [InlineData("q ", "~ p ", 3, "<p>b", 1_000)]
    [InlineData("q ", "+ p ", 60, "<p>b", 1_000)]
    [InlineData("", "a", 20_000_000, "<p>b", 1)]
    public async Task Html_SelectorThatLooksBackEverywhere_IsFollowedInTime(string first, string step, int steps, string unit, int times)
    {
        var read = await InTimeAsync("a.html", $"<style>{first}{Repeat(step, steps)}{{display:none}}</style><h1>Où ?</h1><p>Ici.</p>" + Repeat(unit, times));

        Assert.StartsWith("Ici.", Assert.Single(read.Entries).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_ThousandsOfRulesForThousandsOfElements_AreRefused()
    {
        var rules = string.Concat(Enumerable.Range(0, 2_000).Select(number => $"x{number} p{{display:none}}"));

        AssertRefused(await InTimeAsync("a.html", $"<style>{rules}</style><h1>Où ?</h1>" + Repeat("<p>x</p>", 100_000)), "rules");
    }

    [Theory]
    [InlineData("div p", false)]
    [InlineData("div > .a", false)]
    [InlineData("h2 ~ .a", false)]
    [InlineData("h2 + .a", false)]
    [InlineData("@media print { .a:not(.b)", false)]
    [InlineData("section > .a", true)]
    [InlineData("p:nth-child(2)", true)]
    public void Html_TextHiddenByARule_IsNotRead(string selector, bool isRead)
    {
        var read = KnowledgeFormats.Read("a.html", ImportedFiles.Utf8($"<style>{selector} {{display:none}}</style><h1>Où ?</h1><section>Ici.</section><div><h2></h2><p class=a>Caché.</p></div>"));

        Assert.Equal(isRead, Assert.Single(read.Entries).Answer.Contains("Caché", StringComparison.Ordinal));
        Assert.Equal(!isRead, read.Problems.Any(problem => problem.Reason.Contains("Hidden", StringComparison.Ordinal)));
        Assert.Equal(selector.Contains(":nth", StringComparison.Ordinal), read.Problems.Any(problem => problem.Reason.Contains("not followed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Html_ThousandsOfEqualHeadings_AreToldApartInTime()
    {
        var read = await InTimeAsync("a.html", Repeat("<h1>Où ?</h1><p>x</p>", 10_000));

        Assert.Equal(10_000, read.Loaded.Select(loaded => loaded.Entry.Id).Distinct().Count());
    }

    [Fact]
    public void Html_TableInACell_IsSaidOnce()
    {
        var read = KnowledgeFormats.Read("a.html", ImportedFiles.Utf8(
            "<h1>Où ?</h1><table><tr><td>Ville</td><td><table><tr><td>Paris</td><td>Lyon</td></tr></table></td></tr><tr><td>Pays</td><td>France</td></tr></table>"));

        var answer = Assert.Single(read.Entries).Answer;
        Assert.Equal(answer.IndexOf("Paris", StringComparison.Ordinal), answer.LastIndexOf("Paris", StringComparison.Ordinal));
        Assert.Contains("France", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_WideTable_IsRefused() =>
        AssertRefused(await InTimeAsync("a.html", $"<h1>Où ?</h1><table><tr>{Repeat("<td>a", 50_000)}{Repeat("<tr><td>b", 50_000)}</table>"), "columns");

    [Theory]
    [InlineData("<w:ins>", "</w:ins>", 50_000, "nested")]
    [InlineData("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 50_000, "nested")]
    [InlineData("<w:p/>", "", 2_000_000, "parts")]
    public async Task Word_MadeToCost_IsRefused(string open, string close, int times, string reason) =>
        AssertRefused(await InTimeAsync("a.docx", Word(Repeat(open, times) + Repeat(close, times))), reason);

    [Theory]
    [InlineData("<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>", "<w:style w:styleId=\"a\"><w:rPr>", "<w:b/>", "</w:rPr></w:style>", "styles")]
    [InlineData("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"3\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>", "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num><w:abstractNum w:abstractNumId=\"1\">", "<w:lvl w:ilvl=\"0\"/>", "</w:abstractNum>", "numbering")]
    public async Task Word_OneStyleOfAHundredThousandPartsForAllParagraphs_IsReadInTime(string paragraph, string open, string unit, string close, string part)
    {
        var read = await InTimeAsync("a.docx", ImportedFiles.WordOf(WordHeading + Repeat(paragraph, 20_000), part, open + Repeat(unit, 100_000) + close));

        Assert.DoesNotContain(read.Problems, problem => problem.Reason.Contains("not a readable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Word_WhiteRunsOfOneLongParagraph_AreReadInTime()
    {
        var white = Repeat("<w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>x</w:t></w:r>", 20_000);

        var read = await InTimeAsync("a.docx", Word($"{WordHeading}<w:p><w:r><w:t>Ici.</w:t></w:r></w:p><w:p><w:pPr>{Repeat("<w:keepNext/>", 100_000)}</w:pPr>{white}</w:p>"));

        Assert.Equal("Ici.", Assert.Single(read.Entries).Answer);
    }

    [Theory]
    [InlineData("<w:color w:val=\"auto\" w:themeColor=\"background1\"/>", false)]
    [InlineData("<w:color w:val=\"FFFFFF\" w:themeColor=\"text1\"/>", true)]
    [InlineData("<w:color w:val=\"BFBFBF\" w:themeColor=\"background1\" w:themeShade=\"BF\"/>", true)]
    public void Word_TextInTheColourOfTheGround_IsNotRead(string color, bool isRead)
    {
        var read = KnowledgeFormats.Read("a.docx", Word($"{WordHeading}<w:p><w:r><w:t>Ici.</w:t></w:r></w:p><w:p><w:r><w:rPr>{color}</w:rPr><w:t>Peut-être.</w:t></w:r></w:p>"));

        Assert.Equal(isRead, Assert.Single(read.Entries).Answer.Contains("Peut-être", StringComparison.Ordinal));
    }

    [Fact]
    public void Word_TableInACell_IsSaidOnce()
    {
        var read = KnowledgeFormats.Read("a.docx", Word(
            "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Où ?</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ville</w:t></w:r></w:p></w:tc>"
            + "<w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Paris</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"));

        Assert.True(read.IsValid, string.Join('\n', read.Problems));
        var answer = Assert.Single(read.Entries).Answer;
        Assert.Equal(answer.IndexOf("Paris", StringComparison.Ordinal), answer.LastIndexOf("Paris", StringComparison.Ordinal));
        Assert.Contains("Paris", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Word_ThousandsOfAddresses_AreRefused() =>
        AssertRefused(await InTimeAsync("a.docx", ImportedFiles.WordWith("word/_rels/document.xml.rels", stream =>
        {
            stream.Write("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"u8);
            for (var number = 0; number < 100_000; number++)
                stream.Write(Encoding.UTF8.GetBytes($"<Relationship Id=\"h{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"https://a.example/{number}\" TargetMode=\"External\"/>"));
            stream.Write("</Relationships>"u8);
        })), "addresses");

    [Theory]
    [InlineData("/Filter/FlateDecode", 1)]
    [InlineData("/Filter[/FlateDecode/FlateDecode]", 2)]
    public async Task Pdf_Bomb_IsRefused(string filter, int times)
    {
        var content = new byte[400_000_000];
        for (var time = 0; time < times; time++)
            content = Deflate(content);

        AssertRefused(await InTimeAsync("a.pdf", Pdf(filter, content)), "larger");
    }

    [Fact]
    public async Task Pdf_PageOfAMillionLetters_IsRefused() =>
        AssertRefused(await InTimeAsync("a.pdf", Pdf("/Filter/FlateDecode", Deflate(ImportedFiles.Utf8("BT /F1 10 Tf 50 700 Td " + Repeat("(abcdefghij) Tj ", 20_000) + "ET")))), "letters");

    [Fact]
    public async Task Pdf_FormsThatDrawEachOtherTwice_AreRefused()
    {
        var forms = Enumerable.Range(6, 30).Select(next => PdfForm(next, times: 2));

        AssertRefused(await InTimeAsync("a.pdf", PdfOf([.. PdfPage("/XObject<</X5 5 0 R>>"), PdfStream("", "/X5 Do"), .. forms, PdfForm(5, times: 0)])), "made to cost");
    }

    [Fact]
    public async Task Pdf_FormsThatDrawEachOtherInACircle_AreRefused() =>
        AssertRefused(await InTimeAsync("a.pdf", PdfOf([.. PdfPage("/XObject<</X5 5 0 R>>"), PdfStream("", "/X5 Do"), PdfForm(6, times: 1), PdfForm(5, times: 1)])), "refers to itself");

    [Fact]
    public async Task Pdf_ColourThatIsAFunctionOfItself_IsRefused()
    {
        var function = "<</FunctionType 3/Domain[0 1]/Functions[6 0 R]/Bounds[]/Encode[0 1]>>";

        AssertRefused(await InTimeAsync("a.pdf", PdfOf([.. PdfPage("/ColorSpace<</C0 5 0 R>>"), PdfStream("", "/C0 cs 0.5 sc"), "[/Separation/A/DeviceGray 6 0 R]", function])), "refers to itself");
    }

    private static Task<KnowledgeFileResult> InTimeAsync(string name, string text) => InTimeAsync(name, ImportedFiles.Utf8(text));

    private static Task<KnowledgeFileResult> InTimeAsync(string name, byte[] content) =>
        Task.Run(() => KnowledgeFormats.IsMarkdown(name) ? KnowledgeFile.Parse(name, Encoding.UTF8.GetString(content)) : KnowledgeFormats.Read(name, content)).WaitAsync(Patience);

    private static void AssertRefused(KnowledgeFileResult read, string reason)
    {
        Assert.False(read.IsValid);
        Assert.Contains(read.Problems, problem => problem.Severity == KnowledgeProblemSeverity.Error && problem.Reason.Contains(reason, StringComparison.Ordinal));
    }

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private const string WordHeading = "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Où ?</w:t></w:r></w:p>";

    private static byte[] Word(string body) => ImportedFiles.WordWith("word/document.xml", stream => stream.Write(ImportedFiles.Utf8(
        $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>")));

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(content);
        return packed.ToArray();
    }

    /// <summary>A PDF of one page whose content is the given stream.</summary>
    private static byte[] Pdf(string filter, byte[] content) => PdfOf([.. PdfPage(""), Encoding.Latin1.GetString([.. ImportedFiles.Utf8($"<<{filter}/Length {content.Length}>>\nstream\n"), .. content, .. "\nendstream"u8])]);

    /// <summary>The first three objects of a PDF of one page, whose content is the fourth.</summary>
    private static string[] PdfPage(string resources) =>
    [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> >>{resources}>> >>",
    ];

    private static string PdfStream(string dictionary, string content) => $"<<{dictionary}/Length {content.Length}>>\nstream\n{content}\nendstream";

    private static string PdfForm(int draws, int times) =>
        PdfStream($"/Type/XObject/Subtype/Form/BBox[0 0 600 700]/Resources<</XObject<</X{draws} {draws} 0 R>> >>", Repeat($"/X{draws} Do ", times));

    /// <summary>A PDF of these objects, numbered from 1.</summary>
    private static byte[] PdfOf(IEnumerable<string> objects)
    {
        using var file = new MemoryStream();
        var places = new List<long>();
        Write("%PDF-1.7\n");
        foreach (var body in objects)
        {
            places.Add(file.Position);
            Write($"{places.Count} 0 obj\n{body}\nendobj\n");
        }

        var table = file.Position;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            Write($"{place:D10} 00000 n \n");
        Write($"trailer<</Size {places.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF");
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }
}
