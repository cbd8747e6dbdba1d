namespace Opossum.Typed.Json;

/// <summary>
/// Which names of a payload are names of fields, which errors may show. All others, such as the keys of a dictionary, are content.
/// </summary>
internal readonly ref struct FieldNames
{
    private readonly ulong _declared;
    private readonly ReadOnlySpan<int> _maps;
    private readonly bool _isWritten;

    private FieldNames(ulong declared, ReadOnlySpan<int> maps, bool isWritten)
    {
        _declared = declared;
        _maps = maps;
        _isWritten = isWritten;
    }

    /// <summary>Of a payload that is read.</summary>
    /// <param name="declared">A bit for each open object whose current field the event declares, the root being bit 0.</param>
    public static FieldNames Declared(ulong declared) => new(declared, default, isWritten: false);

    /// <summary>Of a payload that is written: every name but the keys of dictionaries.</summary>
    /// <param name="maps">Where the open dictionaries begin, in bytes.</param>
    public static FieldNames OutsideOf(ReadOnlySpan<int> maps) => new(0, maps, isWritten: true);

    /// <summary>Whether the current name of an open object is that of a declared field.</summary>
    /// <param name="depth">How many objects and arrays are open around it; at most 63 in a payload that can be read.</param>
    /// <param name="begin">Where the object begins, in bytes.</param>
    public bool AreDeclared(int depth, long begin) =>
        _isWritten ? !_maps.Contains((int)begin) : depth < 64 && (_declared >> depth & 1) != 0;
}
