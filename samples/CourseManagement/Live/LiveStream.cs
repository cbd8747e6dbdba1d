using System.Runtime.CompilerServices;

namespace CourseManagement.Live;

/// <summary>Answers that go on until the client leaves or the server stops.</summary>
internal static class LiveStream
{
    /// <summary>How long a stop waits for a client to read what it was sent.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Ends with the request, and with the server: it waits for its requests before it stops, and this one has no end of its own. A client
    /// that does not read keeps the answer in a write that no token here reaches: its connection is cut.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="follow">Begins what is sent; it ends when its token is cancelled.</param>
    /// <param name="stop">Of the request.</param>
    public static async IAsyncEnumerable<T> UntilTheEndAsync<T>(
        HttpContext http, Func<CancellationToken, IAsyncEnumerable<T>> follow, [EnumeratorCancellation] CancellationToken stop)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var late = new CancellationTokenSource();
        await using var cut = late.Token.Register(http.Abort);
        await using var hurry = stopping.Register(() => late.CancelAfter(Grace));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, stop);
        await using var items = follow(either.Token).GetAsyncEnumerator(either.Token);
        while (await NextAsync(items)) yield return items.Current;
    }

    private static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
