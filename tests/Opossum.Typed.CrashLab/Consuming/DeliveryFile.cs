using System.Globalization;
using System.Text;

namespace Opossum.Typed.CrashLab.Consuming;

/// <summary>
/// What a consumer was given: a line for each event, written before the handler returns. It survives a kill, since the system has it then.
/// </summary>
public sealed class DeliveryFile : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _writing = new();

    /// <param name="path">The file; appended to if it is there.</param>
    public DeliveryFile(string path)
    {
        _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Write("\n");            // behind a line that a kill has torn
    }

    /// <summary>Notes a delivery.</summary>
    public void Note(long position, int lane) => Write(string.Create(CultureInfo.InvariantCulture, $"{position} {lane};\n"));

    /// <summary>All deliveries in their order; what was torn is none.</summary>
    public static IEnumerable<(long Position, int Lane)> Read(string path) => File.ReadLines(path)
        .Where(static line => line.EndsWith(';'))
        .Select(static line => line[..^1].Split(' '))
        .Where(static parts => parts.Length == 2)
        .Select(static parts => (
            long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture)));

    public void Dispose() => _file.Dispose();

    private void Write(string line)
    {
        lock (_writing) _file.Write(Encoding.UTF8.GetBytes(line));
    }
}
