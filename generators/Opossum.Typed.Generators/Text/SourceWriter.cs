using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Generators.Text;

/// <summary>Indented C#. Lines end with <c>\n</c> on every system, or the same source would give two different files.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indentation;
    private bool _wantsBlankLine;
    private bool _isInEmptyBlock;

    /// <summary>One line, or several that share the indentation.</summary>
    public void Line(string lines)
    {
        if (_wantsBlankLine) _text.Append('\n');
        _wantsBlankLine = false;
        _isInEmptyBlock = false;
        foreach (var line in lines.Split('\n'))
        {
            if (line.Length != 0) _text.Append(' ', _indentation * 4).Append(line);
            _text.Append('\n');
        }
    }

    /// <summary>A blank line, unless a block begins or ends here.</summary>
    public void Blank() => _wantsBlankLine = !_isInEmptyBlock;

    public void Open(string header)
    {
        if (header.Length != 0) Line(header);
        Line("{");
        _isInEmptyBlock = true;
        _indentation++;
    }

    public void Close(string after = "")
    {
        _wantsBlankLine = false;
        _indentation--;
        Line("}" + after);
    }

    public void Indent() => _indentation++;

    public void Unindent() => _indentation--;

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), Encoding.UTF8);
}
