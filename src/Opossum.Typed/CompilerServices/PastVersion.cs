using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>How the codec of one version calls that of the version before. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PastVersion
{
    /// <summary>Reads a payload as an older version of its event.</summary>
    /// <typeparam name="TPast">The record of the older version.</typeparam>
    /// <param name="version">The version that is stored, at most that of the record.</param>
    /// <param name="json">The payload.</param>
    /// <exception cref="EventFormatException">The payload is not what the stored version declares.</exception>
    public static TPast Read<TPast>(int version, ref JsonEventReader json) where TPast : class, IPastVersion<TPast> =>
        TPast.ReadVersion(version, ref json);
}
