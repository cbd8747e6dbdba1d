using System.Runtime.CompilerServices;

namespace Opossum.Typed.Personal;

/// <summary>What is in a slot of a key file. The numbers are those of the file, but for those that only memory knows.</summary>
internal enum SlotState : byte
{
    /// <summary>Nothing; in memory alone.</summary>
    Free = 0,

    /// <summary>A key that can be used.</summary>
    Live = 1,

    /// <summary>The subject was erased, and the key overwritten.</summary>
    Erased = 2,

    /// <summary>A crash left bytes here that never were a key in use.</summary>
    Void = 3,

    /// <summary>A key that is not on disk yet, and so not in use; in memory alone.</summary>
    Pending = 255,
}

/// <summary>The key of one subject in memory, wrapped as it is in the file.</summary>
internal struct Slot
{
    /// <summary>Random, so that a key store restored from a backup never gives the id of a lost key to another one.</summary>
    public ulong Id;

    /// <summary>What the subject is called in the file: a keyed hash, so that the file is no list of customers.</summary>
    public UInt128 Subject;

    public WrappedKey Key;

    public SlotState State;
}

/// <summary>The 32 bytes of a key, sealed by the wrapping key, and the 16 that authenticate them.</summary>
[InlineArray(Bytes)]
internal struct WrappedKey
{
    public const int KeyBytes = 32;
    public const int Bytes = KeyBytes + 16;

    private byte _first;
}
