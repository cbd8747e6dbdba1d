namespace Opossum.Typed.Engine.IndexFiles.Reading;

/// <summary>A run is not what was written, or can't be read. Never leaves the engine: who meets it asks the log instead.</summary>
internal sealed class RunUnreadableException(string location, long page, Exception? cause = null)
    : Exception($"{location}, page {page}: {cause?.Message ?? "not what was written"}", cause);
