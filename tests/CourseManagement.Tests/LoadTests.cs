using System.Globalization;
using CourseManagement.Tests.Support;

namespace CourseManagement.Tests;

/// <summary>
/// 200 clients take seats in courses that have few, until the server is killed among them. <c>OPOSSUM_LOAD_SECONDS</c> says for how long; 3 without it, 30 is what docs/hosting.md reports.
/// </summary>
public sealed class LoadTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 200;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("OPOSSUM_LOAD_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 3);

    private readonly DataFolder _folder = new();

    [Fact]
    public async Task No_seat_is_sold_twice_no_answer_is_an_error_and_every_acknowledged_seat_survives_a_kill()
    {
        SeatRush rush;
        await using (var server = await Server.StartAsync(_folder.Path))
        {
            rush = new(server.Client, Clients);
            var running = rush.RunAsync();
            await Task.Delay(Duration);
            rush.ExpectTheEnd();
            await server.KillAsync();
            await running;
        }

        output.WriteLine(rush.ToString());
        Assert.Empty(rush.Failures);
        Assert.NotEmpty(rush.Taken);

        await using var again = await Server.StartAsync(_folder.Path);
        Assert.Contains("was not closed cleanly", again.Output, StringComparison.Ordinal);
        var courses = new Dictionary<Guid, Guid[]>();
        foreach (var course in rush.Courses)
        {
            var (capacity, students) = await again.Client.CourseAsync(course);
            Assert.InRange(students.Length, 0, capacity);
            Assert.Equal(students.Distinct(), students);
            courses.Add(course, students);
        }

        Assert.All(rush.Taken, seat => Assert.Contains(seat.Student, courses[seat.Course]));
    }

    public void Dispose() => _folder.Dispose();
}
