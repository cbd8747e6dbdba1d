using CsvHelper;

namespace OrderManagement.Csv;

/// <summary>The rows of a CSV file, one at a time. Nothing is guessed: a file in another dialect is an error, not half a success.</summary>
internal sealed class CsvRows : IDisposable
{
    private static readonly CsvReaderOptions Dialect = new()
    {
        Separator = ',',
        DetectSeparatorHint = false,
        CommentPrefix = null,
        SkipEmptyLines = false,
        TrackLineNumbers = true,
        MaxRecordSize = 1024 * 1024,
    };

    private readonly CsvReader _csv;
    private CsvMalformedRecord? _malformed;

    // The reader would throw by itself, but not say in which field; so it goes on, and the row is refused here.
    public CsvRows(TextReader text) => _csv = CsvReader.Create(text, Dialect with { OnMalformedRecord = found => _malformed = found });

    /// <summary>Empty until <see cref="ReadHeader"/>.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>Where the current row starts, or the one that was refused.</summary>
    public long Line { get; private set; } = 1;

    public int FieldCount => _csv.FieldCount;

    public string this[int ordinal] => _csv.GetString(ordinal);

    /// <exception cref="CsvRowException">There is no header, or it is malformed.</exception>
    public void ReadHeader()
    {
        try
        {
            _csv.ReadHeader();
        }
        catch (CsvFormatException e)
        {
            throw Refused(e);
        }

        if (_malformed is { } malformed) throw new CsvRowException(Problem(malformed.Reason));
        Header = _csv.Headers is [_, ..] names ? names : throw new CsvRowException("the file is empty");
    }

    /// <summary>Goes to the next row, if there is one.</summary>
    /// <exception cref="CsvRowException">The row is malformed.</exception>
    public bool Next()
    {
        try
        {
            if (!_csv.Read()) return false;
        }
        catch (CsvFormatException e)
        {
            throw Refused(e);
        }

        Line = _csv.LineNumber;
        if (_malformed is { } malformed)
            throw new CsvRowException(Problem(malformed.Reason), OrdinalAt(malformed.ByteOffset - _csv.ByteOffset));
        return true;
    }

    public void Dispose() => _csv.Dispose();

    private CsvRowException Refused(CsvFormatException e)
    {
        Line = e.LineNumber;
        return new(e.Message.TrimEnd('.'), inner: e);
    }

    private static string Problem(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "A quoted field is never closed",
        CsvMalformedReason.TextAfterClosingQuote => "A quoted field goes on after its closing quote",
        CsvMalformedReason.StrayQuote => "A field with a quote inside has to be quoted",
        _ => $"The row is malformed ({reason})",
    };

    /// <summary>The field that an offset into the row falls in, or that ends there.</summary>
    private int OrdinalAt(long offset)
    {
        var ordinal = 0;
        for (var end = RawLength(0); end < offset; end += 1 + RawLength(ordinal)) ordinal++;
        return ordinal;
    }

    private int RawLength(int ordinal) => _csv.GetRawSpan(ordinal).Length;
}
