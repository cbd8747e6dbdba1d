using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CourseManagement.Tests.Support;

/// <summary>What a client of the server sends, in plain JSON: nothing here knows the server's types.</summary>
internal static class Requests
{
    public static Task<HttpResponseMessage> DefineAsync(
        this HttpClient client, Guid course, int capacity, string title = "Analytical engines") =>
        client.PostAsJsonAsync("/courses", new { course, title, capacity });

    public static Task<HttpResponseMessage> RegisterAsync(this HttpClient client, Guid student, string? email = null) =>
        client.PostAsJsonAsync("/students", new { student, name = "Ada", email = email ?? $"{student:N}@example.org" });

    public static Task<HttpResponseMessage> SubscribeAsync(this HttpClient client, Guid course, Guid student) =>
        client.PutAsync($"/courses/{course}/students/{student}", null);

    public static Task<HttpResponseMessage> UnsubscribeAsync(this HttpClient client, Guid course, Guid student) =>
        client.DeleteAsync($"/courses/{course}/students/{student}");

    public static Task<HttpResponseMessage> ChangeCapacityAsync(this HttpClient client, Guid course, int capacity) =>
        client.PutAsJsonAsync($"/courses/{course}/capacity", new { capacity });

    /// <summary>If nobody changed it after the position.</summary>
    public static Task<HttpResponseMessage> ChangeCapacityAsync(this HttpClient client, Guid course, int capacity, string ifMatch)
    {
        var content = JsonContent.Create(new { capacity });
        var request = new HttpRequestMessage(HttpMethod.Put, $"/courses/{course}/capacity") { Content = content };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }

    public static async Task<(int Capacity, Guid[] Students)> CourseAsync(this HttpClient client, Guid course)
    {
        var details = await client.GetFromJsonAsync<JsonElement>($"/courses/{course}");
        var students = details.GetProperty("students").EnumerateArray().Select(static id => id.GetGuid());
        return (details.GetProperty("capacity").GetInt32(), [.. students]);
    }

    /// <summary>A page of the list, as new as the client's last change.</summary>
    public static async Task<JsonElement> ListAsync(this HttpClient client, string query, string seen)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/courses" + query) { Headers = { { "Opossum-Seen", seen } } };
        using var response = await client.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    public static IEnumerable<string?> Titles(this JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(static each => each.GetProperty("title").GetString());

    /// <summary>The answer's position, which may be null; or its status and code.</summary>
    public static async Task<string> AnswerAsync(this Task<HttpResponseMessage> request)
    {
        using var response = await request;
        var text = await response.Content.ReadAsStringAsync();
        if (text.Length == 0) return $"{(int)response.StatusCode}";
        using var body = JsonDocument.Parse(text);
        if (response.StatusCode == HttpStatusCode.OK)
            return $"{body.RootElement.GetProperty("position")}" is { Length: > 0 } position ? position : "nothing";
        var reason = body.RootElement.TryGetProperty("code", out var code) ? code : body.RootElement.GetProperty("title");
        return $"{(int)response.StatusCode} {reason.GetString()}";
    }
}
