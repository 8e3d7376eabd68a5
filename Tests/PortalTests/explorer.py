"""The explorer as a person uses it: what the tests do over and over."""
from playwright.sync_api import expect


class Explorer:
    def __init__(self, page):
        self.page = page
        self.query = page.get_by_role("textbox", name="GraphQL query")
        self.variables = page.get_by_role("textbox", name="Variables as JSON")
        self.answer = page.locator(".result-pane")
        self.problems = page.locator(".problem")

    def open(self, token, fragment=""):
        self.page.goto(f"/explorer{fragment}")
        return self.sign_in(token)

    def sign_in(self, token):
        self.page.get_by_label("API token").fill(token)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.query).to_be_visible()
        # The keys are shown in the place of "Reading the schema…".
        expect(self.page.locator(".explorer")).not_to_contain_text("Reading the schema")
        return self

    def write(self, text, into=None):
        """Replaces an editor's text by pasting, to which the editor adds nothing of its own."""
        field = into or self.query
        field.click()
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Control+v" if text else "Delete")
        editor = ".variables-pane" if field is self.variables else ".query-pane"
        self.page.wait_for_function(
            "([editor, text]) => document.querySelector(`${editor} .CodeMirror`).CodeMirror.getValue() === text", arg=[editor, text])

    def run(self):
        self.query.click()
        self.page.keyboard.press("Control+Enter")

    def ask(self, query, variables=None):
        self.write(query)
        if variables is not None:
            self.write(variables, into=self.variables)
        self.run()

    def query_text(self):
        return self.page.evaluate("document.querySelector('.query-pane .CodeMirror').CodeMirror.getValue()")

    def variables_text(self):
        return self.page.evaluate("document.querySelector('.variables-pane .CodeMirror').CodeMirror.getValue()")

    def answer_text(self):
        return self.page.evaluate("document.querySelector('.result-pane .CodeMirror').CodeMirror.getValue()")

    def suggestions(self):
        return self.page.get_by_role("listbox", name="Suggestions")
