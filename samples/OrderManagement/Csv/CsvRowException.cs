namespace OrderManagement.Csv;

/// <summary>A row, or the header, is no row of CSV.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="ordinal">The field that is, where it is one.</param>
/// <param name="inner">The cause, if there is one.</param>
internal sealed class CsvRowException(string problem, int? ordinal = null, Exception? inner = null) : Exception(problem, inner)
{
    public int? Ordinal => ordinal;
}
