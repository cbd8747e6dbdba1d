namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>Where a log lives that is opened again and again.</summary>
internal interface ILogPlace : IDisposable
{
    ValueTask<EmbeddedEventLog> OpenAsync(OpossumOptions options);

    /// <summary>Goes on with a copy of what there is now, as a kill would leave it: the log that is open keeps the old place.</summary>
    /// <returns>The old place, to be disposed after its log.</returns>
    IDisposable Kill();
}
