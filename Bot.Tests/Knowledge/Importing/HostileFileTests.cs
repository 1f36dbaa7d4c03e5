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

    private static Task<KnowledgeFileResult> InTimeAsync(string name, string text) => InTimeAsync(name, ImportedFiles.Utf8(text));

    private static Task<KnowledgeFileResult> InTimeAsync(string name, byte[] content) =>
        Task.Run(() => KnowledgeFormats.IsMarkdown(name) ? KnowledgeFile.Parse(name, Encoding.UTF8.GetString(content)) : KnowledgeFormats.Read(name, content)).WaitAsync(Patience);

    private static void AssertRefused(KnowledgeFileResult read, string reason)
    {
        Assert.False(read.IsValid);
        Assert.Contains(read.Problems, problem => problem.Severity == KnowledgeProblemSeverity.Error && problem.Reason.Contains(reason, StringComparison.Ordinal));
    }

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

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
    private static byte[] Pdf(string filter, byte[] content)
    {
        using var file = new MemoryStream();
        var places = new List<long>();
        Write("%PDF-1.7\n");
        Add("<</Type/Catalog/Pages 2 0 R>>"u8);
        Add("<</Type/Pages/Kids[3 0 R]/Count 1>>"u8);
        Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> >> >> >>"u8);
        Add([.. ImportedFiles.Utf8($"<<{filter}/Length {content.Length}>>\nstream\n"), .. content, .. "\nendstream"u8]);
        var table = file.Position;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            Write($"{place:D10} 00000 n \n");
        Write($"trailer<</Size {places.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF");
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));

        void Add(ReadOnlySpan<byte> body)
        {
            places.Add(file.Position);
            Write($"{places.Count} 0 obj\n");
            file.Write(body);
            Write("\nendobj\n");
        }
    }
}
