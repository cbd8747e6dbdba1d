namespace CourseManagement.Live;

/// <summary>A page that is in the program.</summary>
internal static class LivePage
{
    public static void MapPage(this IEndpointRouteBuilder app, string path, string resource)
    {
        var page = BytesOf(resource);
        app.MapGet(path, () => TypedResults.Bytes(page, "text/html; charset=utf-8")).ExcludeFromDescription();
    }

    private static byte[] BytesOf(string name)
    {
        using var resource = typeof(LivePage).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
