namespace AssistantBot.Knowledge.Importing;

/// <summary>One entry as a file of rows gives it, before it is checked. Every value is text as it was found.</summary>
internal sealed record ImportedEntry(int Place)
{
    public string? Id { get; set; }

    public string Question { get; set; } = "";

    public string Answer { get; set; } = "";

    public string? Short { get; set; }

    public List<string> AlsoAsked { get; } = [];

    public List<string> Groups { get; } = [];

    public string? Audience { get; set; }

    public string? Language { get; set; }

    public string? Owner { get; set; }

    public string? ReviewBy { get; set; }

    public string? Contact { get; set; }

    public string? Link { get; set; }

    public string? Source { get; set; }

    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>Sets what a column or label of this kind says; empty text says nothing.</summary>
    public void Set(TableColumn column, string value)
    {
        value = value.Trim();
        if (value.Length == 0)
            return;
        switch (column)
        {
            case TableColumn.Id: Id = value; break;
            case TableColumn.Question: Question = value; break;
            case TableColumn.Answer: Answer = value; break;
            case TableColumn.Short: Short = value; break;
            case TableColumn.AlsoAsked: AlsoAsked.AddRange(value.Split(['|', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)); break;
            case TableColumn.Groups: Groups.AddRange(value.Split(['|', '>'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)); break;
            case TableColumn.Audience: Audience = value; break;
            case TableColumn.Language: Language = value; break;
            case TableColumn.Owner: Owner = value; break;
            case TableColumn.ReviewBy: ReviewBy = value; break;
            case TableColumn.Contact: Contact = value; break;
            case TableColumn.Link: Link = value; break;
            case TableColumn.Source: SetSource(value); break;
        }
    }

    // QnA Maker names the file or page an answer was taken from, and "Editorial" for what was typed in.
    private void SetSource(string value)
    {
        if (Uri.TryCreate(value, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps)
        {
            Link ??= value;
            Source ??= link.Host;
        }
        else if (!value.Equals("Editorial", StringComparison.OrdinalIgnoreCase))
        {
            Source = value;
        }
    }
}
