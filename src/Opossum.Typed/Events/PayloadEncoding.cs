namespace Opossum.Typed;

/// <summary>What the bytes of a payload are. The log keeps it beside them and does not look inside.</summary>
public enum PayloadEncoding
{
    /// <summary>Bytes that only their writer understands.</summary>
    Binary = 0,

    /// <summary>UTF-8 JSON: what generated codecs write.</summary>
    Json = 1,
}
