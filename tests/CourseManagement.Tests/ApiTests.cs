using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CourseManagement.Tests.Support;

namespace CourseManagement.Tests;

/// <summary>One server for all of these, over HTTP.</summary>
public sealed class ApiTests(ApiTests.Running running) : IClassFixture<ApiTests.Running>
{
    private HttpClient Client => running.Server.Client;

    [Fact]
    public async Task A_student_takes_a_seat_and_gives_it_back()
    {
        var (course, ada) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.True(long.TryParse(await Client.DefineAsync(course, 2).AnswerAsync(), out var position));
        Assert.True(long.Parse(await Client.RegisterAsync(ada).AnswerAsync()) > position);
        Assert.True(long.Parse(await Client.SubscribeAsync(course, ada).AnswerAsync()) > position);
        Assert.Equal("nothing", await Client.SubscribeAsync(course, ada).AnswerAsync());
        var (capacity, students) = await Client.CourseAsync(course);
        Assert.Equal(2, capacity);
        Assert.Equal([ada], students);
        var student = await Client.GetFromJsonAsync<JsonElement>($"/students/{ada}");
        Assert.Equal([course], student.GetProperty("courses").EnumerateArray().Select(static id => id.GetGuid()));

        Assert.NotEqual("nothing", await Client.UnsubscribeAsync(course, ada).AnswerAsync());
        Assert.Equal("nothing", await Client.UnsubscribeAsync(course, ada).AnswerAsync());
        Assert.Empty((await Client.CourseAsync(course)).Students);
    }

    [Fact]
    public async Task A_rejection_is_a_problem_with_its_code()
    {
        var (course, ada, bob) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal("422 no-course", await Client.SubscribeAsync(course, ada).AnswerAsync());
        await Client.DefineAsync(course, 1);
        Assert.Equal("422 course-exists", await Client.DefineAsync(course, 1).AnswerAsync());
        Assert.Equal("422 no-student", await Client.SubscribeAsync(course, ada).AnswerAsync());
        await Client.RegisterAsync(ada, "ada@example.org");
        Assert.Equal("422 email-taken", await Client.RegisterAsync(bob, "ada@example.org").AnswerAsync());
        await Client.RegisterAsync(bob);
        await Client.SubscribeAsync(course, ada);
        Assert.Equal("422 course-full", await Client.SubscribeAsync(course, bob).AnswerAsync());
        Assert.Equal("422 no-seat", await Client.ChangeCapacityAsync(course, 0).AnswerAsync());
        await Client.ChangeCapacityAsync(course, 2);
        await Client.SubscribeAsync(course, bob);
        Assert.Equal("422 seats-taken", await Client.ChangeCapacityAsync(course, 1).AnswerAsync());
        using var refused = await Client.SubscribeAsync(course, Guid.NewGuid());
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_change_of_what_the_client_has_not_seen_is_a_failed_precondition()
    {
        var course = Guid.NewGuid();
        var defined = await Client.DefineAsync(course, 1).AnswerAsync();
        var changed = await Client.ChangeCapacityAsync(course, 2, defined).AnswerAsync();
        Assert.True(long.Parse(changed) > long.Parse(defined));
        Assert.Equal("412 condition-failed", await Client.ChangeCapacityAsync(course, 3, defined).AnswerAsync());
        Assert.True(long.Parse(await Client.ChangeCapacityAsync(course, 3, changed).AnswerAsync()) > long.Parse(changed));
        Assert.Equal("412 condition-failed", await Client.ChangeCapacityAsync(course, 4, "99999").AnswerAsync());
    }

    [Fact]
    public async Task A_student_takes_five_courses_and_no_more()
    {
        var ada = Guid.NewGuid();
        await Client.RegisterAsync(ada);
        var answers = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var course = Guid.NewGuid();
            await Client.DefineAsync(course, 1);
            answers.Add(await Client.SubscribeAsync(course, ada).AnswerAsync());
        }

        Assert.All(answers[..5], static answer => Assert.True(long.TryParse(answer, out _), answer));
        Assert.Equal("422 too-many-courses", answers[5]);
    }

    [Fact]
    public async Task What_can_not_be_stored_is_the_clients_mistake()
    {
        Assert.Equal("422 not-storable", await Client.RegisterAsync(Guid.NewGuid(), new string('a', 300) + "@example.org").AnswerAsync());
        using var noGuid = await Client.PutAsync("/courses/1/students/2", null);
        Assert.Equal(HttpStatusCode.BadRequest, noGuid.StatusCode);
        using var incomplete = await Client.PostAsJsonAsync("/courses", new { title = "x" });
        Assert.Equal(HttpStatusCode.BadRequest, incomplete.StatusCode);
        using var unknown = await Client.GetAsync($"/courses/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_list_has_the_clients_own_change_in_its_order_and_as_pages()
    {
        var term = $"{Guid.NewGuid():N} ";
        string[] titles = [.. Enumerable.Range(1, 7).Select(i => $"{term}{(char)('A' + i * 3 % 7)}")];
        Guid[] courses = [.. titles.Select(static _ => Guid.NewGuid())];
        var seen = "";
        foreach (var (course, title) in courses.Zip(titles)) seen = await Client.DefineAsync(course, 1, $"  {title} ").AnswerAsync();
        var first = await Client.ListAsync($"?term={term}&size=3", seen);
        Assert.Equal(titles.Order().Take(3), first.Titles());
        Assert.Equal((7, 3), (first.GetProperty("total").GetInt64(), first.GetProperty("pages").GetInt64()));
        Assert.Equal(titles.Order().Skip(6), (await Client.ListAsync($"?term={term}&size=3&page=3", seen)).Titles());
    }

    [Fact]
    public async Task A_list_leaves_out_full_courses_if_it_is_asked_to()
    {
        var (term, full, free, ada) = ($"{Guid.NewGuid():N} ", Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await Client.DefineAsync(full, 1, term + "full");
        await Client.DefineAsync(free, 2, term + "free");
        await Client.RegisterAsync(ada);
        await Client.SubscribeAsync(full, ada);
        var seen = await Client.SubscribeAsync(free, ada).AnswerAsync();
        Assert.Equal([term + "free"], (await Client.ListAsync($"?term={term}&free=true", seen)).Titles());
        Assert.Equal([term + "free", term + "full"], (await Client.ListAsync($"?term={term}", seen)).Titles());

        var card = await Client.GetFromJsonAsync<JsonElement>($"/courses/{full}/card");
        Assert.Equal((1, true), (card.GetProperty("taken").GetInt32(), card.GetProperty("isFull").GetBoolean()));
        var bookings = await Client.GetFromJsonAsync<JsonElement>($"/students/{ada}/courses");
        Assert.Equal(
            [(full, true), (free, false)],
            bookings.EnumerateArray()
                .Select(static each => (each.GetProperty("course").GetGuid(), each.GetProperty("isFull").GetBoolean())));
        seen = await Client.UnsubscribeAsync(full, ada).AnswerAsync();
        Assert.Equal([term + "free", term + "full"], (await Client.ListAsync($"?term={term}&free=true", seen)).Titles());
    }

    [Fact]
    public async Task Of_many_clients_for_one_seat_one_gets_it()
    {
        var course = Guid.NewGuid();
        await Client.DefineAsync(course, 1);
        Guid[] students = [.. Enumerable.Range(0, 20).Select(static _ => Guid.NewGuid())];
        await Task.WhenAll(students.Select(student => Client.RegisterAsync(student)));
        var answers = await Task.WhenAll(students.Select(student => Client.SubscribeAsync(course, student).AnswerAsync()));
        Assert.Single(answers, static answer => long.TryParse(answer, out _));
        Assert.Equal(19, answers.Count(static answer => answer == "422 course-full"));
    }

    [Fact]
    public async Task The_description_has_the_refusals_and_says_that_ids_are_uuids()
    {
        var api = await Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var route = api.GetProperty("paths").GetProperty("/courses/{course}/students/{student}").GetProperty("put");
        Assert.True(route.GetProperty("responses").TryGetProperty("422", out _));
        Assert.True(route.GetProperty("responses").TryGetProperty("409", out _));
        Assert.Contains(
            "\"uuid\"", api.GetProperty("components").GetProperty("schemas").GetProperty("CourseId").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_says_of_ids_in_routes_and_in_lists_that_they_are_uuids()
    {
        var api = await Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var parameters = api.GetProperty("paths")
            .GetProperty("/courses/{course}/students/{student}")
            .GetProperty("put")
            .GetProperty("parameters");
        Assert.All(
            parameters.EnumerateArray(),
            static parameter => Assert.Equal("uuid", parameter.GetProperty("schema").GetProperty("format").GetString()));
        var students = api.GetProperty("components")
            .GetProperty("schemas")
            .GetProperty("CourseDetails")
            .GetProperty("properties")
            .GetProperty("students");
        Assert.Equal("uuid", students.GetProperty("items").GetProperty("format").GetString());
    }

    [Theory]
    [InlineData("/courses", "post", "200 400 409 422 503")]
    [InlineData("/courses/{course}/capacity", "put", "200 400 409 412 422 503")]
    [InlineData("/courses/{course}", "get", "200 400 404")]
    public async Task The_description_has_every_answer_with_what_it_holds(string path, string method, string statuses)
    {
        var api = await Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var responses = api.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses").EnumerateObject().ToArray();
        Assert.Equal(statuses, string.Join(' ', responses.Select(static response => response.Name).Order()));
        Assert.All(responses, static response => Assert.True(response.Value.TryGetProperty("content", out _), response.Name));
    }

    [Fact]
    public async Task It_is_healthy()
    {
        Assert.Equal("Healthy", await Client.GetStringAsync("/health/ready"));
        Assert.Equal("Healthy", await Client.GetStringAsync("/health/live"));
    }

    [Fact]
    public async Task The_live_page_is_there() =>
        Assert.Contains("new EventSource('/events/stream')", await Client.GetStringAsync("/"), StringComparison.Ordinal);

    [Fact]
    public async Task The_stream_goes_on_where_a_client_was_and_with_what_comes()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var position = long.Parse(await Client.DefineAsync(first, 1).AnswerAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events/stream")
        {
            Headers = { { "Last-Event-ID", $"{position - 1}" } },
        };
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Contains($"{first}", await UntilAsync(lines, $"{first}"), StringComparison.Ordinal);
        await Client.DefineAsync(second, 1);
        Assert.Contains("defined as 'Analytical engines' with 1 seats", await UntilAsync(lines, $"{second}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_is_there() =>
        Assert.Contains("new EventSource('/courses/live?free='", await Client.GetStringAsync("/board"), StringComparison.Ordinal);

    [Fact]
    public async Task A_list_updates_itself_when_its_courses_are_others()
    {
        var (first, second, term) = (Guid.NewGuid(), Guid.NewGuid(), $"live {Guid.NewGuid()}");
        await Client.DefineAsync(first, 1, $"{term} one").AnswerAsync();
        using var response = await Client.GetAsync(
            $"/courses/live?free=true&term={Uri.EscapeDataString(term)}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.DoesNotContain($"{second}", await UntilAsync(lines, $"{first}"), StringComparison.Ordinal);
        await Client.DefineAsync(second, 3, $"{term} two");
        Assert.Contains($"{first}", await UntilAsync(lines, $"{second}"), StringComparison.Ordinal);
        var student = Guid.NewGuid();
        await Client.RegisterAsync(student);
        await Client.SubscribeAsync(first, student);                    // it is full, and leaves the list
        string list;
        do list = await UntilAsync(lines, $"{second}");
        while (list.Contains($"{first}", StringComparison.Ordinal));
        await Client.SubscribeAsync(second, student);
        Assert.Contains("\"taken\":1", await UntilAsync(lines, $"{second}"), StringComparison.Ordinal);
    }

    private static async Task<string> UntilAsync(StreamReader lines, string text)
    {
        while (true)
        {
            var line = await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30))
                ?? throw new InvalidOperationException("The stream ended.");
            if (line.Contains(text, StringComparison.Ordinal)) return line;
        }
    }

    public sealed class Running : IAsyncLifetime
    {
        private readonly DataFolder _folder = new();

        internal Server Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await Server.StartAsync(_folder.Path);

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            _folder.Dispose();
        }
    }
}
