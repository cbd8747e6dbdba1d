namespace Opossum.Typed.Generators.Text;

/// <summary>Text inside an XML documentation comment.</summary>
internal static class DocText
{
    private const int Width = 120;

    public static string Escape(string text) =>
        new string([.. text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)])
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>Comment lines of pieces that are never broken, each as long as they fit.</summary>
    public static string Lines(IEnumerable<string> pieces)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var piece in pieces)
        {
            if (line.Length != 0 && line.Length + piece.Length > Width)
            {
                lines.Add(line);
                line = "";
            }

            line += line.Length == 0 ? piece.TrimStart(' ') : piece;
        }

        lines.Add(line);
        return string.Join("\n", lines.Select(static text => "/// " + text.TrimEnd(' ')));
    }
}
