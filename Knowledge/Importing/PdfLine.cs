namespace AssistantBot.Knowledge.Importing;

/// <summary>A line of a PDF as it is painted.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Text">Its words.</param>
/// <param name="Size">Of its letters, in points.</param>
/// <param name="IsBold">True when all of it is bold.</param>
/// <param name="BeginsBlock">True for the first line of a block.</param>
/// <param name="Bottom">Where it stands, in points from the bottom of the page.</param>
internal sealed record PdfLine(int Page, string Text, double Size, bool IsBold, bool BeginsBlock, double Bottom);
