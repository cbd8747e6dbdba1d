using System.Globalization;
using System.Text;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>Walks along one line. The first thing that it does not find is the problem, and from then on it finds nothing.</summary>
internal sealed class ContractCursor(string line)
{
    private int _position;

    public string? Problem { get; private set; }

    /// <summary>Where the problem begins.</summary>
    public int ProblemAt { get; private set; }

    public bool IsAtEnd => _position == line.Length;

    /// <summary>The next character; of the end none that a line can have.</summary>
    public char Next => IsAtEnd ? '\0' : line[_position];

    public bool TryTake(string text)
    {
        if (Problem is not null || string.CompareOrdinal(line, _position, text, 0, text.Length) != 0) return false;
        _position += text.Length;
        return true;
    }

    public bool TryTakeSpace()
    {
        var start = _position;
        while (Problem is null && Next is ' ' or '\t') _position++;
        return _position > start;
    }

    public void Take(string text)
    {
        if (!TryTake(text)) Fail($"expected '{text}'");
    }

    /// <summary>A name, between quotes or without.</summary>
    /// <param name="hasPoints">Whether a bare one goes on behind a point.</param>
    public string TakeName(bool hasPoints)
    {
        if (Next == '"') return TakeQuoted();
        var start = _position;
        while (ContractName.IsBare(Next) && (hasPoints || Next != '.')) _position++;
        return _position > start ? line.Substring(start, _position - start) : Fail("expected a name");
    }

    public string TakeWord()
    {
        var start = _position;
        while (char.IsLetterOrDigit(Next)) _position++;
        return line.Substring(start, _position - start);
    }

    public int TakeVersion()
    {
        var start = _position;
        while (Next is >= '0' and <= '9') _position++;
        if (int.TryParse(line.Substring(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version is > 0 and <= ushort.MaxValue) return version;
        Fail("expected a version from 1 to 65535", start);
        return 0;
    }

    /// <returns>Nothing of use.</returns>
    public string Fail(string problem, int? at = null)
    {
        if (Problem is null) (Problem, ProblemAt) = (problem, at ?? _position);
        return "";
    }

    public int Position => _position;

    private string TakeQuoted()
    {
        var start = _position++;
        var name = new StringBuilder();
        while (Next is not ('"' or '\0'))
        {
            if (TryTake("\\u")) name.Append(TakeCodeUnit());
            else if (TryTake("\\")) name.Append(IsAtEnd ? "" : line[_position++].ToString());
            else name.Append(line[_position++]);
        }

        if (!TryTake("\"")) return Fail("a quote is not closed", start);
        return name.Length > 0 ? name.ToString() : Fail("expected a name", start);
    }

    private string TakeCodeUnit()
    {
        if (_position + 4 > line.Length
            || !ushort.TryParse(line.Substring(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            return Fail("expected four hexadecimal digits");
        _position += 4;
        return ((char)unit).ToString();
    }
}
