namespace Opossum.Typed.Engine.Storage;

/// <summary>A storage that knows what it lies on. Beside <see cref="IStorage"/>, since nothing that a store needs depends on it.</summary>
internal interface IDescribedStorage
{
    FileSystem FileSystem { get; }

    /// <summary>The disk below; nothing where there is none, or more than one.</summary>
    BlockDevice Device { get; }
}
