using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CourseManagement.Tests.Support;

/// <summary>
/// Clients that each go for a seat in the newest courses, as often as they can; while all are after the same few, new courses come.
/// </summary>
internal sealed class SeatRush(HttpClient client, int clients)
{
    public const int SeatsPerCourse = 3;

    private readonly ConcurrentQueue<Guid> _courses = new();
    private readonly ConcurrentDictionary<HttpStatusCode, int> _answers = new();
    private volatile Guid[] _open = [];
    private volatile bool _isEndExpected;

    /// <summary>What must not happen: an answer of 5xx, or none, before the server was killed.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    /// <summary>Each seat whose taking was answered by 200, as often as it was: who has it is told so again.</summary>
    public ConcurrentQueue<(Guid Course, Guid Student)> Taken { get; } = new();

    /// <summary>Those whose definition was answered by 200.</summary>
    public IReadOnlyCollection<Guid> Courses => _courses;

    /// <summary>From here on a client may lose its connection.</summary>
    public void ExpectTheEnd() => _isEndExpected = true;

    public async Task RunAsync() =>
        await Task.WhenAll([
            DefineAsync(), .. Enumerable.Range(Tier.Seed, clients).Select(seed => Task.Run(() => TakeSeatsAsync(new(seed))))
        ]);

    public override string ToString()
    {
        var answers = _answers.OrderBy(static answer => answer.Key).Select(static answer => $"{answer.Value} answers {(int)answer.Key}");
        return $"{clients} clients: {string.Join(", ", answers)}; "
            + $"{Taken.Distinct().Count()} seats taken in {_courses.Count} courses of {SeatsPerCourse}";
    }

    private async Task DefineAsync()
    {
        while (true)
        {
            var course = Guid.NewGuid();
            if (await SendAsync(() => client.DefineAsync(course, SeatsPerCourse)) is not { } answer) return;
            if (answer != HttpStatusCode.OK) continue;
            _courses.Enqueue(course);
            _open = [.. _open.TakeLast(9), course];
            await Task.Delay(20);
        }
    }

    private async Task TakeSeatsAsync(Random random)
    {
        while (true)
        {
            var student = Guid.NewGuid();
            if (await SendAsync(() => client.RegisterAsync(student)) is null) return;
            for (var i = 0; i < 10; i++)
            {
                if (_open is not { Length: > 0 } open) break;
                var course = open[random.Next(open.Length)];
                if (await SendAsync(() => client.SubscribeAsync(course, student)) is not { } answer) return;
                if (answer == HttpStatusCode.OK) Taken.Enqueue((course, student));
            }
        }
    }

    /// <returns>Null when the server is gone.</returns>
    private async Task<HttpStatusCode?> SendAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            using var response = await send();
            _answers.AddOrUpdate(response.StatusCode, 1, static (_, count) => count + 1);
            if ((int)response.StatusCode >= 500)
                Failures.Enqueue($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            return response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException or SocketException)
        {
            if (!_isEndExpected) Failures.Enqueue(e.Message);
            return null;
        }
    }
}
